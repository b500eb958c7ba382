package dev.kiban.console.page;

import dev.kiban.slo.BurnTier;
import dev.kiban.slo.Gate.TierStanding;
import dev.kiban.slo.TierState.Firing;
import java.time.Duration;

/// A tier in the reader's words: which it is, and since when it fires.
///
/// @param standing one that fires, or did when it was last seen
public record AlertLine(Visitor visitor, TierStanding standing) {

    /// `Page 1 h`.
    public String tier() {
        return tier(visitor, standing.tier());
    }

    /// Since when it fires.
    public String since() {
        return standing.level()
                .fire()
                .map(Firing::since)
                .map(visitor.figures()::shortTime)
                .orElse("");
    }

    static String tier(Visitor visitor, BurnTier tier) {
        Phrase phrase =
                switch (tier.severity()) {
                    case PAGE -> Phrase.PAGE_TIER;
                    case TICKET -> Phrase.TICKET_TIER;
                };
        return visitor.say(phrase, span(visitor, tier.window()));
    }

    /// `6 h`, `3 d`.
    static String span(Visitor visitor, Duration time) {
        boolean isDays = time.toHours() % Duration.ofDays(1).toHours() == 0;
        return isDays
                ? visitor.say(Phrase.DAYS, visitor.figures().count(time.toDays()))
                : visitor.say(Phrase.HOURS, visitor.figures().count(time.toHours()));
    }
}
