package dev.kiban.definition;

/// The kinds of problem. A code never changes its meaning and is never used again; every one has a
/// section in `docs/reference/problems.md`.
public enum ProblemCode {
    NOT_YAML("KB101", "not YAML"),
    NOT_TEXT("KB102", "not UTF-8 text"),
    FILE_TOO_LARGE("KB103", "file too large"),
    TOO_DEEP("KB104", "nested too deep"),
    DUPLICATE_KEY("KB105", "key given twice"),
    ALIAS("KB106", "anchor, alias or merge key"),
    TAG("KB107", "tag"),
    TOO_MANY("KB108", "too many files, documents or values"),
    UNREADABLE("KB109", "cannot be read"),
    NO_DEFINITIONS("KB110", "no definitions"),

    UNKNOWN_KEY("KB201", "unknown key"),
    MISSING_KEY("KB202", "missing key"),
    WRONG_TYPE("KB203", "wrong type"),
    UNKNOWN_WORD("KB204", "unknown word"),
    BAD_VALUE("KB205", "bad value"),
    OUT_OF_RANGE("KB206", "out of range"),
    NOT_ONE_OF("KB207", "not exactly one of several keys"),
    UNKNOWN_API_VERSION("KB208", "unknown apiVersion"),
    UNKNOWN_KIND("KB209", "unknown kind"),
    REPEATED("KB210", "value given twice"),

    DUPLICATE_NAME("KB301", "name given twice"),
    UNKNOWN_TEAM("KB302", "unknown team"),
    NO_SUCH_FILE("KB303", "no such file"),
    OUTSIDE("KB304", "path outside the directory"),
    OVERLAP("KB305", "exposed twice"),
    NEEDS("KB306", "needs something else"),

    BAD_SCHEMA("KB401", "schema cannot be used");

    private final String id;
    private final String title;

    ProblemCode(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /// The code as users see it: `KB201`.
    public String id() {
        return id;
    }

    /// What kind of problem it is, in a few words.
    public String title() {
        return title;
    }

    @Override
    public String toString() {
        return id;
    }
}
