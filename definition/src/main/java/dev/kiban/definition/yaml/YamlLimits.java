package dev.kiban.definition.yaml;

/// How much one file may ask of its reader. Far above what people write, far below what hurts.
public final class YamlLimits {
    /// Bytes in one file: 1 MiB, some thousand services.
    public static final int MAX_FILE_BYTES = 1 << 20;

    /// Lists and mappings within each other.
    public static final int MAX_DEPTH = 32;

    /// Values in one file, keys included.
    public static final int MAX_VALUES = 200_000;

    /// Documents in one file.
    public static final int MAX_DOCUMENTS = 5_000;

    /// Problems reported of one file; more would not be read either.
    public static final int MAX_PROBLEMS = 100;

    /// Characters of a problem's message.
    public static final int MAX_MESSAGE_CHARS = 1_000;

    private YamlLimits() {}
}
