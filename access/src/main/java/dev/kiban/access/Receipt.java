package dev.kiban.access;

/// What a provider gave when somebody signed in, and likes to see again when they sign out. It says
/// who they are, so it says nothing of itself to logs.
///
/// @param text empty if there is none
public record Receipt(String text) {
    /// Nothing was given.
    public static final Receipt NONE = new Receipt("");

    @Override
    public String toString() {
        return text.isEmpty() ? "no receipt" : "a receipt";
    }
}
