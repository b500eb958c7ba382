package dev.kiban.definition;

import java.util.List;

/// What became of a directory: a snapshot, or everything that is wrong with it. Never a part to
/// serve.
public sealed interface Loaded {

    /// All documents are valid.
    record Accepted(Definitions definitions) implements Loaded {}

    /// At least one problem; all of them, of all files, by location.
    ///
    /// @param sound the services of files that have no problem: to look for more problems in, not
    ///     to serve
    record Rejected(List<Problem> problems, Definitions sound) implements Loaded {

        /// @throws IllegalArgumentException if there is no problem
        public Rejected {
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a rejection needs a problem");
            }
            problems = problems.stream().sorted().toList();
        }
    }
}
