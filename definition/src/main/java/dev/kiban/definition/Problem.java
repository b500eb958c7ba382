package dev.kiban.definition;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One thing wrong in a definition. Problems are values: they are collected, sorted and shown
/// together.
///
/// @param message what is wrong, which, and what to do; a sentence without a full stop, with the
///     user's words in 'quotes'
/// @param allowed the words that could stand there, when they can be listed
public record Problem(Location at, ProblemCode code, String message, List<String> allowed)
        implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::at)
                    .thenComparing(Problem::code)
                    .thenComparing(Problem::message);

    public Problem {
        message = Masked.passwords(message);
        allowed = List.copyOf(allowed);
    }

    /// A problem where no list of words would help.
    public Problem(Location at, ProblemCode code, String message) {
        this(at, code, message, List.of());
    }

    /// A word that is none of the allowed ones. Names the nearest, if one is near: `unknown key
    /// 'descriptorset'; did you mean 'descriptorSet'?`
    ///
    /// @param what what the word should have been: `key`, `kind`, `team`
    public static Problem unknownWord(Location at, ProblemCode code, String what, Misfit misfit) {
        String message = "unknown %s '%s'".formatted(what, misfit.found());
        return new Problem(at, code, message + misfit.hint(), misfit.allowed());
    }

    /// What was found, and what could have been there.
    public record Misfit(String found, List<String> allowed) {
        public Misfit {
            allowed = List.copyOf(allowed);
        }

        /// The allowed word that was probably meant.
        public Optional<String> nearest() {
            return NearestWord.of(found, allowed);
        }

        /// What to add to a message: `; did you mean 'descriptorSet'?`, or nothing.
        public String hint() {
            return nearest().map("; did you mean '%s'?"::formatted).orElse("");
        }
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }
}
