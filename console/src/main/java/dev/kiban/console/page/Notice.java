package dev.kiban.console.page;

/// A page that says one thing.
///
/// @param why more about it; empty if there is no more to say
/// @param next where to go from there
public record Notice(Visitor visitor, Phrase what, String why, Next next) {

    /// A link.
    public record Next(Phrase label, String address) {}
}
