package dev.kiban.console.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A length of time in the reader's words.
record Elapsed(Visitor visitor, Duration time) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double MILLIS = 1_000;

    /// All of it: `1 d 12 h`, `1.5 s`.
    String exact() {
        List<String> words = new ArrayList<>();
        add(words, Phrase.DAYS, time.toDays());
        add(words, Phrase.HOURS, time.toHoursPart());
        add(words, Phrase.MINUTES, time.toMinutesPart());
        double seconds = time.toSecondsPart() + time.toMillisPart() / MILLIS;
        if (seconds > 0 || words.isEmpty()) {
            words.add(visitor.say(Phrase.SECONDS, visitor.figures().number(seconds)));
        }
        return words.stream()
                .reduce((before, after) -> visitor.say(Phrase.TIME_PARTS, before, after))
                .orElseThrow();
    }

    /// As much of it as matters, and never less than it is: `3 min 12 s`, `2 d 5 h`.
    String rounded() {
        Duration finest =
                time.toDays() > 0
                        ? Duration.ofHours(1)
                        : time.toHours() > 0 ? Duration.ofMinutes(1) : SECOND;
        long pieces = time.isNegative() ? 0 : Math.ceilDiv(time.toMillis(), finest.toMillis());
        return new Elapsed(visitor, finest.multipliedBy(pieces)).exact();
    }

    private void add(List<String> words, Phrase unit, long count) {
        if (count > 0) {
            words.add(visitor.say(unit, visitor.figures().count(count)));
        }
    }
}
