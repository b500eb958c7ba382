package dev.kiban.pace.cruise;

import static dev.kiban.runtime.telemetry.log.LogKey.COUNT;
import static dev.kiban.runtime.telemetry.log.LogKey.PACE;
import static dev.kiban.runtime.telemetry.log.LogKey.REASON;
import static dev.kiban.runtime.telemetry.log.LogKey.VALUE;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Rate;
import dev.kiban.pace.order.Given;
import dev.kiban.pace.order.Order;
import dev.kiban.pace.steer.Speed;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The campaigns under way, one of a pace at most.
final class Voyages {
    private final Logbook logbook;
    private final Log log;
    private final Map<PaceName, Voyage> byPace = new HashMap<>();
    private Map<Long, Long> elsewhere = Map.of();
    private String trouble = "";

    Voyages(Logbook logbook, Log log) {
        this.logbook = logbook;
        this.log = log;
    }

    /// Begins those that are new, and ends those that are not among them.
    ///
    /// @param counts jobs of each pace that this process knows of
    void follow(List<Given> campaigns, Map<PaceName, Long> counts) {
        Map<PaceName, Voyage> next = new HashMap<>();
        for (Given given : campaigns) {
            if (given.order().orElseThrow() instanceof Order.Campaign order
                    && counts.containsKey(given.pace())) {
                next.put(given.pace(), voyage(given, order, counts));
            }
        }
        byPace.clear();
        byPace.putAll(next);
    }

    private Voyage voyage(Given given, Order.Campaign order, Map<PaceName, Long> counts) {
        Voyage known = byPace.get(given.pace());
        return known != null && known.event() == given.event()
                ? known
                : new Voyage(
                        given.pace(),
                        order,
                        given.event(),
                        logbook.entry(given.event()),
                        counts.getOrDefault(given.pace(), 0L));
    }

    /// Takes how many jobs started elsewhere, by campaign.
    void elsewhere(Map<Long, Long> started) {
        elsewhere = Map.copyOf(started);
    }

    /// How far this process brought each.
    Map<Long, Leg> legs() {
        Map<Long, Leg> legs = new HashMap<>();
        byPace.values().forEach(voyage -> legs.put(voyage.event(), voyage.leg()));
        return legs;
    }

    /// Decides how fast each goes.
    ///
    /// @param ceiling of each pace; empty if it has no rate
    void look(Instant now, Map<PaceName, Long> counts, Function<PaceName, Optional<Rate>> ceiling) {
        for (Voyage voyage : byPace.values()) {
            Speed most = ceiling.apply(voyage.pace()).map(Speed::of).orElse(Speed.NONE);
            long others = elsewhere.getOrDefault(voyage.event(), 0L);
            if (voyage.look(now, counts.getOrDefault(voyage.pace(), 0L), others, most)) {
                tell(voyage);
            }
        }
    }

    /// Keeps how far they have come, and of those whose pace is not there now, how far they came
    /// before. Where that cannot be done, rates move all the same.
    void keep(List<Given> campaigns) {
        Map<Long, Logbook.Entry> entries = new HashMap<>();
        for (Given given : campaigns) {
            entries.put(given.event(), entry(given));
        }
        try {
            logbook.keep(entries);
            trouble = "";
        } catch (UncheckedIOException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(trouble)) {
                log.warn("How far campaigns came cannot be kept", REASON.is(why));
                trouble = why;
            }
        }
    }

    private Logbook.Entry entry(Given given) {
        Voyage voyage = byPace.get(given.pace());
        return voyage != null && voyage.event() == given.event()
                ? voyage.entry()
                : logbook.entry(given.event());
    }

    /// As early as it can be known.
    private void tell(Voyage voyage) {
        VoyageReport report = voyage.report();
        switch (report.forecast().verdict()) {
            case WILL_MISS, LATE ->
                    log.warn(
                            "A campaign misses its deadline",
                            PACE.is(voyage.pace()),
                            VALUE.is(report.forecast().through()),
                            COUNT.is(report.remaining()));
            case AT_RISK ->
                    log.warn(
                            "A campaign has no time to spare",
                            PACE.is(voyage.pace()),
                            VALUE.is(report.forecast().through()),
                            COUNT.is(report.remaining()));
            case ON_TRACK ->
                    log.info(
                            "A campaign is on track",
                            PACE.is(voyage.pace()),
                            VALUE.is(report.forecast().through()));
            case DONE -> log.info("All jobs of a campaign have started", PACE.is(voyage.pace()));
        }
    }

    /// What a rate of a pace is now.
    Rate rate(PaceName pace, Rate allowed) {
        Voyage voyage = byPace.get(pace);
        return voyage == null ? allowed : voyage.rate(allowed);
    }

    Map<PaceName, VoyageReport> report() {
        Map<PaceName, VoyageReport> reports = new HashMap<>();
        byPace.forEach((pace, voyage) -> reports.put(pace, voyage.report()));
        return reports;
    }
}
