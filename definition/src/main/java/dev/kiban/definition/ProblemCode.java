package dev.kiban.definition;

/// The kinds of problem. A code never changes its meaning and is never used again.
///
/// `docs/reference/problems.md` is written from here.
public enum ProblemCode {
    NOT_YAML(
            "KB101",
            "not YAML",
            "The text cannot be read as YAML. Reading goes on at the next `---`."),
    NOT_TEXT("KB102", "not UTF-8 text", "Definitions are UTF-8, without control characters."),
    FILE_TOO_LARGE("KB103", "file too large", "A file has at most 1 MiB. Split it."),
    TOO_DEEP(
            "KB104",
            "nested too deep",
            "Lists and mappings lie at most 32 deep within each other, folders too."),
    DUPLICATE_KEY(
            "KB105",
            "key given twice",
            "A key stands once in a mapping. The first one counts; remove the other."),
    ALIAS(
            "KB106",
            "anchor, alias or merge key",
            "Each value is written where it is read: no `&`, `*` or `<<`. Text that starts with `&` or `*` needs quotes."),
    TAG(
            "KB107",
            "tag",
            "The type of a value follows from its key: no `!tags`. Text that starts with `!` needs quotes."),
    TOO_MANY(
            "KB108",
            "too many",
            "A directory has at most 10,000 definition files of 64 MiB together, and 100,000 files in all; a file has at most 5,000 documents and 200,000 values. At most 100 problems of a file are shown."),
    UNREADABLE(
            "KB109",
            "cannot be read",
            "The file or folder is not there for this user, or a symbolic link leads nowhere or in a circle."),
    NO_DEFINITIONS(
            "KB110",
            "no definitions",
            "The directory does not exist, or no file in it that ends in `.yaml` or `.yml` has a document. Hidden files and folders are passed over."),

    UNKNOWN_KEY(
            "KB201",
            "unknown key",
            "The key does not belong there. Keys are spelt exactly, capitals included."),
    MISSING_KEY("KB202", "missing key", "The key must be there."),
    WRONG_TYPE(
            "KB203",
            "wrong type",
            "Something else stands there than text, a number, a list or a mapping, whichever is needed. Text that looks like a number needs quotes."),
    UNKNOWN_WORD(
            "KB204", "unknown word", "Only a few words can stand there, and this is none of them."),
    BAD_VALUE("KB205", "bad value", "The text does not have the form that is needed there."),
    OUT_OF_RANGE(
            "KB206", "out of range", "The value is too small or too large, too short or too long."),
    NOT_ONE_OF("KB207", "not exactly one", "Exactly one of several keys must be there."),
    UNKNOWN_API_VERSION(
            "KB208",
            "unknown apiVersion",
            "The document is not written in a vocabulary that this program knows. Other documents, such as Kubernetes manifests, go into another directory."),
    UNKNOWN_KIND("KB209", "unknown kind", "There is no such kind of document."),
    REPEATED("KB210", "value given twice", "A value stands once in this list."),
    SECRET(
            "KB211",
            "may be a secret",
            "Where the hash of a secret belongs, something else stands: perhaps the secret itself, so that neither it nor its line is shown. Definitions are read by many; a secret that was in one, take for known to others, and make a new one."),

    DUPLICATE_NAME(
            "KB301",
            "name given twice",
            "No two documents of a kind have the same name, in all files of the directory."),
    UNKNOWN_NAME(
            "KB302",
            "unknown name",
            "No document of that kind has this name, in all files of the directory."),
    NO_SUCH_FILE("KB303", "no such file", "Paths are relative to the file that names them."),
    OUTSIDE(
            "KB304",
            "outside the directory",
            "Definitions name only files inside their directory, symbolic links followed: the gateway may read more of the machine than those who write definitions."),
    OVERLAP(
            "KB305",
            "exposed twice",
            "Two routes would take the same requests. HTTP prefixes may lie within each other (the longest counts), and equal ones may take different methods."),
    NEEDS(
            "KB306",
            "needs something else",
            "What is written works only together with something that is missing."),
    NO_ACCESS(
            "KB307",
            "nobody says who may call",
            "Each route says who may call, under `access`, or a document of kind `Gateway` says it for all, under `access.default`. Nothing is open by oversight: what everybody may call says `access: anyone`."),
    SECOND_GATEWAY(
            "KB308",
            "more than one Gateway",
            "What holds for all routes stands in one place: a directory has at most one document of kind `Gateway`."),
    SHARES(
            "KB309",
            "shares that are not all",
            "The shares of a split are 100% together, so that it is clear where each request goes."),

    BAD_SCHEMA(
            "KB401",
            "schema cannot be used",
            "The file is a serialized `google.protobuf.FileDescriptorSet` with all imports, as `protoc --include_imports --descriptor_set_out=item.binpb` or `buf build -o item.binpb` writes it."),
    UNKNOWN_RPC(
            "KB402",
            "unknown gRPC service or method",
            "Names are those of the schema: services in full, with their package, methods without. A descriptor set that is older than the service lacks what was added since."),
    BAD_RULE(
            "KB403",
            "HTTP rule cannot be used",
            "A rule of `google.api.http` fits its method: its path is a valid template, each variable names a field of the request, and `body` and `response_body` name fields."),
    ROUTE_CONFLICT(
            "KB404",
            "two routes take the same requests",
            "Of two rules with the same HTTP method and the same shape of path, nobody could say which one holds, also across services. Change one, or replace it under `rules`."),

    UNKNOWN_ROUTE(
            "KB501",
            "SLO of a route that is not exposed",
            "An SLO counts requests to routes that its own service exposes at the gateway: methods by their simple names, HTTP prefixes as they are written."),
    CANNOT_FIRE(
            "KB502",
            "alert that can never fire",
            "A tier asks for more than the worst outage can bring: its burn is the share of the budget × the period ÷ the window, and no outage burns faster than 1 ÷ (100% − objective)."),
    NOT_KEPT(
            "KB503",
            "longer than what is kept",
            "Hours are kept for 400 days, and minutes, which alerts need, for 8 days."),
    INEXACT_LATENCY(
            "KB504",
            "latency that is not counted exactly",
            "The gateway counts requests by how long they took, in [buckets](metrics.md#buckets). A threshold between two of their bounds is taken for the lower one, so that requests which were in time count as bad; one that is a bound is exact. `kiban up` and `kiban gateway` serve with both.");

    private final String id;
    private final String title;
    private final String advice;

    ProblemCode(String id, String title, String advice) {
        this.id = id;
        this.title = title;
        this.advice = advice;
    }

    /// The code as users see it: `KB201`.
    public String id() {
        return id;
    }

    /// What kind of problem it is, in a few words.
    public String title() {
        return title;
    }

    /// What holds, and what to do; Markdown.
    public String advice() {
        return advice;
    }

    @Override
    public String toString() {
        return id;
    }
}
