package dev.kiban.definition.report;

/// Whether a report is in colour.
public enum Colours {
    /// For files, pipes, and terminals whose user wants none.
    NONE,
    /// For terminals that know ANSI sequences.
    ANSI;

    /// What matters most.
    public String strong(String text) {
        return in("1", text);
    }

    /// What is wrong.
    public String bad(String text) {
        return in("1;31", text);
    }

    /// What can be passed over.
    public String faint(String text) {
        return in("2", text);
    }

    private String in(String style, String text) {
        return this == NONE ? text : "\u001b[" + style + "m" + text + "\u001b[0m";
    }
}
