package dev.kiban.definition;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Who may call a route.
public sealed interface AccessRule {

    /// Where the rule stands.
    Location at();

    /// Whoever comes.
    record Anyone(Location at) implements AccessRule {}

    /// No one: the route is closed.
    record Nobody(Location at) implements AccessRule {}

    /// Callers who have shown who they are.
    ///
    /// @param callers names that the directory's Gateway gives: of issuers, partners and workloads
    /// @param scopes by method, what a caller must have been granted, all of it; [#ALL_METHODS] is
    ///     for the methods that are not named
    record Allowed(List<String> callers, Map<String, List<String>> scopes, Location at)
            implements AccessRule {
        /// Stands for every method that is not named.
        public static final String ALL_METHODS = "*";

        public Allowed {
            callers = List.copyOf(callers);
            scopes = Collections.unmodifiableMap(new TreeMap<>(scopes));
        }

        /// What a caller of this method must have been granted.
        public List<String> scopesOf(String method) {
            return scopes.getOrDefault(method, scopes.getOrDefault(ALL_METHODS, List.of()));
        }
    }
}
