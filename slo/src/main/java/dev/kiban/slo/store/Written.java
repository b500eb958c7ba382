package dev.kiban.slo.store;

import dev.kiban.slo.Outbox.Known;
import dev.kiban.slo.Outbox.Mark;
import dev.kiban.slo.Outbox.Postponed;
import dev.kiban.slo.Outbox.Refused;
import dev.kiban.slo.Outbox.Step;
import java.time.Instant;
import java.util.Optional;

/// What came of telling, in the columns of `slo_delivery`.
///
/// @param attempts in vain, so far
/// @param due when to tell it again
record Written(String state, int attempts, Optional<Instant> due, String why, Step step) {
    /// More need not be told apart.
    private static final int MAX_ATTEMPTS = 1_000_000;

    static Written of(Mark mark, int attempts) {
        return switch (mark) {
            case Known(Optional<Instant> again) -> new Written("taken", 0, again, "", Step.SETTLED);
            case Postponed(Instant until, String why) ->
                    new Written(
                            "waiting",
                            Math.min(attempts + 1, MAX_ATTEMPTS),
                            Optional.of(until),
                            why,
                            Step.POSTPONED);
            case Refused(String why) ->
                    new Written("refused", attempts, Optional.empty(), why, Step.SETTLED);
        };
    }
}
