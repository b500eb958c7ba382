package dev.kiban.definition;

/// Who may call a route.
public sealed interface AccessRule {

    /// Where the rule stands.
    Location at();

    /// Whoever comes.
    record Anyone(Location at) implements AccessRule {}

    /// No one: the route is closed.
    record Nobody(Location at) implements AccessRule {}
}
