package dev.kiban.api;

import dev.kiban.kernel.Json;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Ledger;
import dev.kiban.pace.run.Run;
import dev.kiban.pace.run.Run.Ended;
import dev.kiban.pace.run.Run.Lost;
import dev.kiban.pace.run.Run.Running;
import dev.kiban.pace.run.RunNews;
import dev.kiban.pace.run.Slot;
import dev.kiban.pace.run.Wish;
import dev.kiban.pace.run.Wish.Forced;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tells the ledger of runs, once each: that they began, ended, were lost, and that a person had a
/// slot run again.
public record LedgerRuns(Ledger ledger) implements RunNews {
    private static final Action BEGAN = new Action("run.began");
    private static final Action FORCED = new Action("run.forced");
    private static final Action ENDED = new Action("run.ended");
    private static final Action LOST = new Action("run.lost");

    @Override
    public void began(Run run, Wish wish) {
        if (wish.again() instanceof Forced(String reason)) {
            Map<String, Json> details = details(run);
            details.put("reason", Json.text(reason));
            append(run, FORCED, "%s is run again: %s".formatted(name(run), reason), details);
        }
        Map<String, Json> details = details(run);
        details.put("holder", Json.text(run.terms().holder().place()));
        append(run, BEGAN, "%s began".formatted(name(run)), details);
    }

    @Override
    public void ended(Run run) {
        switch (run.state()) {
            case Running _, Lost _ -> {}
            case Ended(Instant at, int exit, String _) -> {
                Map<String, Json> details = details(run);
                details.put("exit", Json.number(exit));
                details.put("millis", Json.number(Duration.between(run.began(), at).toMillis()));
                details.put("late", Json.bool(at.isAfter(run.until())));
                append(
                        run,
                        ENDED,
                        "%s %s after %d s"
                                .formatted(
                                        name(run),
                                        exit == 0 ? "succeeded" : "failed with " + exit,
                                        Duration.between(run.began(), at).toSeconds()),
                        details);
            }
        }
    }

    @Override
    public void lost(Run run) {
        Map<String, Json> details = details(run);
        details.put("holder", Json.text(run.terms().holder().place()));
        details.put("until", Json.text(run.until().toString()));
        append(
                run,
                LOST,
                "%s was lost: nothing was heard of %s"
                        .formatted(name(run), run.terms().holder().place()),
                details);
    }

    private void append(Run run, Action action, String summary, Map<String, Json> details) {
        ledger.appendOnce(
                "%s/%s/%d".formatted(action, run.job(), run.fence()),
                Entry.of(run.terms().holder().by(), action, summary).with(Json.object(details)));
    }

    private static Map<String, Json> details(Run run) {
        Map<String, Json> details = new LinkedHashMap<>();
        details.put("team", Json.text(run.job().team().value()));
        details.put("job", Json.text(run.job().name().value()));
        run.terms().slot().ifPresent(slot -> details.put("slot", Json.text(slot.value())));
        details.put("fence", Json.number(run.fence()));
        return details;
    }

    private static String name(Run run) {
        return "%s%s"
                .formatted(
                        run.job(), run.terms().slot().map(Slot::value).map(" "::concat).orElse(""));
    }
}
