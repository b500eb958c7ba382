package dev.kiban.console.page;

import dev.kiban.slo.CountStore;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Quarter;
import java.time.Instant;
import java.util.Optional;

/// The quarter that a visitor looks back at, and those beside it.
///
/// @param first the oldest of which something is kept
/// @param last the one that goes on
public record QuarterChoice(Visitor visitor, Quarter quarter, Quarter first, Quarter last) {
    private static final String KEY = "quarter";

    /// What the address asks for; the current one, where that cannot be.
    public static QuarterChoice of(Visitor visitor, Instant now) {
        Quarter first = Quarter.at(now.minus(CountStore.KEPT_HOURS), visitor.zone());
        Quarter last = Quarter.at(now, visitor.zone());
        return new QuarterChoice(visitor, asked(visitor).orElse(last), first, last);
    }

    /// All of it, in the visitor's zone.
    public PeriodWindow window() {
        return quarter.window(visitor.zone());
    }

    public String words() {
        return words(quarter);
    }

    public String wordsBefore() {
        return words(quarter.before());
    }

    public String wordsAfter() {
        return words(quarter.after());
    }

    /// The address of what is seen now, whenever it is opened.
    public String here() {
        return visitor.here(KEY, quarter.toString());
    }

    public String before() {
        return visitor.here(KEY, quarter.before().toString());
    }

    public String after() {
        return visitor.here(KEY, quarter.after().toString());
    }

    public boolean hasBefore() {
        return start(first).isBefore(start(quarter));
    }

    public boolean hasAfter() {
        return start(quarter).isBefore(start(last));
    }

    private Instant start(Quarter any) {
        return any.window(visitor.zone()).start();
    }

    private String words(Quarter any) {
        return visitor.say(
                Phrase.QUARTER, Integer.toString(any.year()), Integer.toString(any.number()));
    }

    private static Optional<Quarter> asked(Visitor visitor) {
        try {
            return visitor.asked(KEY).isEmpty()
                    ? Optional.empty()
                    : Optional.of(Quarter.parse(visitor.asked(KEY)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // what stands in an address may be anything
        }
    }
}
