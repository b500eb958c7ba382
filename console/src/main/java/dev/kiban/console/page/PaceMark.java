package dev.kiban.console.page;

import dev.kiban.console.Paces.Campaign;
import dev.kiban.console.Paces.Now;
import dev.kiban.console.Paces.Pace;
import dev.kiban.console.Paces.Steering;
import dev.kiban.console.Paces.Verdict;
import java.util.Optional;

/// How a pace stands. What people should look at comes first.
public enum PaceMark implements Sign {
    PAUSED(Phrase.PACE_PAUSED, "M3 1.5h3.5v13H3ZM9.5 1.5H13v13H9.5Z"),
    MISSES_DEADLINE(Phrase.PACE_MISSES_DEADLINE, "M8 1 15 8 8 15 1 8Z"),
    HELD_BACK(Phrase.PACE_HELD_BACK, "M8 1.5 15 14.5H1Z"),
    UNSEEN(Phrase.PACE_UNSEEN, "M1 6.5h4v3H1ZM6 6.5h4v3H6ZM11 6.5h4v3h-4Z"),
    OPEN(Phrase.PACE_OPEN, "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z");

    private final Phrase label;
    private final String outline;

    PaceMark(Phrase label, String outline) {
        this.label = label;
        this.outline = outline;
    }

    static PaceMark of(Pace pace) {
        if (pace.paused()) {
            return PAUSED;
        }
        if (pace.now().isEmpty()) {
            return UNSEEN;
        }
        Now now = pace.now().get();
        Optional<Verdict> verdict = now.campaign().map(Campaign::verdict);
        if (verdict.filter(one -> one == Verdict.WILL_MISS || one == Verdict.LATE).isPresent()) {
            return MISSES_DEADLINE;
        }
        return now.steering().map(Steering::share).orElse(1.0) < 1 ? HELD_BACK : OPEN;
    }

    @Override
    public Phrase label() {
        return label;
    }

    @Override
    public String outline() {
        return outline;
    }
}
