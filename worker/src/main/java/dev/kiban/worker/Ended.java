package dev.kiban.worker;

/// Why a worker has ended. In each case its process should end, too.
public enum Ended {
    /// It was told to.
    STOPPED,

    /// It is old, or has become fat: whoever supervises the process starts another one.
    RECYCLED
}
