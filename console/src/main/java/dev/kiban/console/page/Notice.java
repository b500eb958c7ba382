package dev.kiban.console.page;

/// A page that says one thing.
///
/// @param why more about it
/// @param next where to go from there
public record Notice(Visitor visitor, Phrase what, Because why, Next next) {

    /// Why something is so.
    ///
    /// @param words in the reader's language; empty if there is no more to say
    /// @param detail in English; empty if there is none
    public record Because(String words, String detail) {
        /// The page speaks for itself.
        public static final Because NOTHING_MORE = new Because("", "");
    }

    /// A link.
    public record Next(Phrase label, String address) {}
}
