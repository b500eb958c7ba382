package dev.kiban.console.page;

import dev.kiban.slo.Gate.TierStanding;
import dev.kiban.slo.TierName;
import dev.kiban.slo.TierState.Firing;
import dev.kiban.slo.TierState.Frozen;
import dev.kiban.slo.TierState.Level;
import dev.kiban.slo.TierState.Quiet;
import dev.kiban.slo.TierState.Warming;
import java.time.Duration;
import java.time.Instant;

/// A tier in the reader's words.
///
/// @param standing where it stands
public record AlertLine(Visitor visitor, TierStanding standing) {

    /// `Page 1 h`.
    public String tier() {
        return tier(visitor, standing.tier().name());
    }

    /// Since when it fires.
    public String since() {
        return standing.level()
                .fire()
                .map(Firing::since)
                .map(visitor.figures()::shortTime)
                .orElse("");
    }

    /// Where it stands, in words.
    public String level() {
        return level(standing.level());
    }

    /// For the style sheet.
    public String word() {
        return standing.level().isFiring() ? "alert" : "calm";
    }

    private String level(Level level) {
        return switch (level) {
            case Quiet _ -> visitor.say(Phrase.LEVEL_QUIET);
            case Warming(Instant until) ->
                    visitor.say(Phrase.LEVEL_WARMING, visitor.figures().shortTime(until));
            case Firing(Instant from, _) ->
                    visitor.say(Phrase.LEVEL_FIRING, visitor.figures().shortTime(from));
            case Frozen(Level before) -> visitor.say(Phrase.LEVEL_FROZEN, level(before));
        };
    }

    static String tier(Visitor visitor, TierName tier) {
        Phrase phrase =
                switch (tier.severity()) {
                    case PAGE -> Phrase.PAGE_TIER;
                    case TICKET -> Phrase.TICKET_TIER;
                };
        return visitor.say(phrase, span(visitor, tier.window()));
    }

    /// `6 h`, `3 d`.
    static String span(Visitor visitor, Duration time) {
        return new Elapsed(visitor, time).exact();
    }
}
