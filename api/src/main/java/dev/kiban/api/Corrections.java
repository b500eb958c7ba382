package dev.kiban.api;

import dev.kiban.kernel.Json;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Ledger;
import dev.kiban.slo.Correction;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.NumberedCorrection;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Corrects what SLOs count, and undoes it: each is an event of the ledger first, as a correction
/// that no one can find must not count. Its number is that of its event.
public final class Corrections {
    /// Characters of a reason.
    private static final int MAX_REASON_LENGTH = 300;

    /// Of one SLO: each is looked at whenever its budget is read.
    private static final int MOST = 1_000;

    private static final Action CORRECTED = new Action("slo.corrected");
    private static final Action UNDONE = new Action("slo.correction.undone");

    private final Ledger ledger;
    private final CountStore counts;
    private final InstantSource clock;

    public Corrections(Ledger ledger, CountStore counts, InstantSource clock) {
        this.ledger = ledger;
        this.counts = counts;
        this.clock = clock;
    }

    /// From now on, a time counts as good.
    ///
    /// @param key repeated, it is the same correction; empty text is none
    /// @return its number
    /// @throws IllegalArgumentException if it cannot be, or the key was that of another one
    public long correct(ServiceSlo slo, Correction correction, String key) {
        Correction checked = correction.checkedAt(clock.instant());
        if (checked.reason().length() > MAX_REASON_LENGTH) {
            throw new IllegalArgumentException(
                    "a reason has 1 to %d characters".formatted(MAX_REASON_LENGTH));
        }
        if (of(slo).size() >= MOST) {
            throw new IllegalArgumentException(
                    "%s %s has %d corrections, which is the limit: undo those that no longer matter"
                            .formatted(slo.service(), slo.slo().name(), MOST));
        }
        long number =
                Keyed.append(ledger, "correction/" + slo.service(), key, entry(slo, checked))
                        .event()
                        .sequence();
        counts.correct(slo, new NumberedCorrection(number, checked));
        return number;
    }

    /// Those of an SLO, oldest first.
    public List<NumberedCorrection> of(ServiceSlo slo) {
        return counts.corrections(slo);
    }

    /// From now on, the time of a correction counts as it was measured.
    ///
    /// @return the event of the ledger; empty if the SLO has no such correction
    public Optional<Long> undo(ServiceSlo slo, long number, String by) {
        if (of(slo).stream().noneMatch(known -> known.number() == number)) {
            return Optional.empty();
        }
        String summary =
                "%s %s: correction %d is undone".formatted(slo.service(), slo.slo().name(), number);
        Entry entry =
                Entry.of(by, UNDONE, summary)
                        .about(slo.service())
                        .with(
                                Json.object(
                                        Map.of(
                                                "slo", Json.text(slo.slo().name().value()),
                                                "correction", Json.number(number))));
        long event = ledger.appendOnce("correction.undone/" + number, entry).event().sequence();
        counts.undo(slo, number);
        return Optional.of(event);
    }

    private static Entry entry(ServiceSlo slo, Correction correction) {
        Map<String, Json> details = new LinkedHashMap<>();
        details.put("slo", Json.text(slo.slo().name().value()));
        details.put("from", Json.text(correction.start().toString()));
        details.put("to", Json.text(correction.end().toString()));
        details.put("reason", Json.text(correction.reason()));
        String summary =
                "%s %s counts as good from %s to %s: %s"
                        .formatted(
                                slo.service(),
                                slo.slo().name(),
                                correction.start(),
                                correction.end(),
                                correction.reason());
        return Entry.of(correction.author(), CORRECTED, summary)
                .about(slo.service())
                .with(Json.object(details));
    }
}
