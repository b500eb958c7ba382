package dev.kiban.pace.run;

/// Is told of runs; told again, it is the same news. A port.
public interface RunNews {

    /// A run began.
    ///
    /// @param wish what it was begun for
    void began(Run run, Wish wish);

    /// A run ended.
    void ended(Run run);

    /// The lease of a run ended, and its holder was not heard.
    void lost(Run run);
}
