package dev.kiban.console;

import dev.kiban.access.Caller;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.SloName;
import dev.kiban.slo.Gate.ReleaseOverride;
import dev.kiban.slo.NumberedCorrection;
import java.time.Instant;
import java.util.List;

/// What can be changed from the pages. A port: whoever fills it decides who may do what, as for
/// programs.
public interface Acts {

    /// What stands for a service; nothing if it cannot be read now.
    Standing standing(ServiceName service);

    /// Lets a service be released until some time.
    Outcome override(Caller by, ServiceName service, OverrideWish override);

    /// Lets a time of an SLO count as good.
    Outcome correct(Caller by, ServiceName service, CorrectionWish correction);

    /// Undoes a correction.
    Outcome undo(Caller by, ServiceName service, Undoing undoing);

    /// @param overrides that have not expired
    /// @param corrections of each SLO that has some
    record Standing(List<ReleaseOverride> overrides, List<Corrected> corrections) {

        public Standing {
            overrides = List.copyOf(overrides);
            corrections = List.copyOf(corrections);
        }
    }

    /// A correction that counts.
    record Corrected(SloName slo, NumberedCorrection correction) {}

    /// A wish.
    ///
    /// @param key of the form: pressed twice, it is one wish
    record OverrideWish(String reason, Instant expires, String key) {}

    /// A wish.
    ///
    /// @param key of the form: pressed twice, it is one wish
    record CorrectionWish(String slo, Span span, String reason, String key) {}

    /// A time.
    record Span(Instant from, Instant to) {}

    /// A wish.
    record Undoing(String slo, long number) {}

    /// What became of a wish.
    sealed interface Outcome {}

    record Done() implements Outcome {}

    /// @param detail in English, for who wants to know more; empty if there is no more to say
    record Refused(Why why, String detail) implements Outcome {}

    /// Why a wish is refused, of kinds that every reader is told in their language.
    enum Why {
        /// What was filled in cannot be.
        WRONG,
        /// A time ends before it begins.
        BACKWARDS,
        /// It is of a team that they are not in.
        NOT_YOURS,
        /// There is no such thing, or not any more.
        NOT_THERE,
        /// Another time, perhaps.
        NOT_NOW
    }
}
