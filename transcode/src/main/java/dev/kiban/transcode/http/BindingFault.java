package dev.kiban.transcode.http;

import java.util.List;

/// A rule that does not fit its RPC: all that is wrong with it.
public final class BindingFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String[] problems;

    BindingFault(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = problems.toArray(String[]::new);
    }

    /// One sentence for each thing that is wrong.
    public List<String> problems() {
        return List.of(problems);
    }
}
