package dev.kiban.pace.door;

import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.pace.CanaryReport;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.PaceReport.LimitReport;
import dev.kiban.pace.StoreReport;
import dev.kiban.pace.cruise.HelmReport;
import dev.kiban.pace.cruise.HelmReport.Reading;
import dev.kiban.pace.cruise.VoyageReport;
import dev.kiban.pace.portion.Portion;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// What a pacer says of itself to Prometheus. Labels are names out of definitions only.
public final class PaceMetrics {
    private static final double SECONDS_AN_HOUR = 3_600;
    private static final List<String> PACE = List.of("pace");
    private static final List<String> SIGNAL = List.of("pace", "signal");
    private static final List<String> LIMIT = List.of("pace", "limit");
    private static final List<String> CANARY = List.of("pace", "canary");

    private final Supplier<List<PaceReport>> paces;
    private final Supplier<Map<PaceName, HelmReport>> helms;
    private final Supplier<Map<PaceName, VoyageReport>> campaigns;

    private PaceMetrics(
            Supplier<List<PaceReport>> paces,
            Supplier<Map<PaceName, HelmReport>> helms,
            Supplier<Map<PaceName, VoyageReport>> campaigns) {
        this.paces = paces;
        this.helms = helms;
        this.campaigns = campaigns;
    }

    /// Declares all of them.
    ///
    /// @param paces as they stand
    /// @param helms of those that are steered
    /// @param campaigns of those that have one
    public static void declare(
            Metrics registry,
            Supplier<List<PaceReport>> paces,
            Supplier<Map<PaceName, HelmReport>> helms,
            Supplier<Map<PaceName, VoyageReport>> campaigns) {
        PaceMetrics metrics = new PaceMetrics(paces, helms, campaigns);
        metrics.declareCounters(registry);
        metrics.declareCanaries(registry);
        metrics.declareGauges(registry);
        metrics.declareSteering(registry);
        metrics.declareCampaigns(registry);
    }

    /// Declares those of a pacer that counts with others.
    ///
    /// @param store how it stands with what they share, if there are any
    public static void declareStore(Metrics registry, Supplier<Optional<StoreReport>> store) {
        registry.gauge(
                "kiban_pace_store_up",
                "1 if all replicas count together now, 0 if this one goes on alone.",
                List.of(),
                readings -> store.get().ifPresent(one -> readings.add(one.isUp() ? 1 : 0)));
        count(registry, store, "calls", "Calls to what replicas share.", StoreReport::calls);
        count(registry, store, "late", "Answers that did not come in time.", StoreReport::late);
        count(
                registry,
                store,
                "lost",
                "How often the store was lost, and this replica went on alone.",
                StoreReport::aloneTimes);
        registry.counter(
                "kiban_pace_passed_alone_total",
                "Jobs that started without the others having been asked.",
                List.of(),
                readings -> store.get().ifPresent(one -> readings.add((double) one.passedAlone())));
    }

    /// What replicas have that do not count together.
    public static void declarePortions(
            Metrics registry, Supplier<Map<PaceName, Portion>> portions) {
        registry.gauge(
                "kiban_pace_portion",
                "The part of its rates that this replica may use.",
                List.of("pace"),
                readings ->
                        portions.get()
                                .forEach(
                                        (pace, portion) ->
                                                readings.add(
                                                        (double) portion.partsPerMillion()
                                                                / Portion.WHOLE,
                                                        pace.value())));
    }

    private static void count(
            Metrics registry,
            Supplier<Optional<StoreReport>> store,
            String what,
            String help,
            ToLongFunction<StoreReport> reading) {
        registry.counter(
                "kiban_pace_store_%s_total".formatted(what),
                help,
                List.of(),
                readings ->
                        store.get()
                                .ifPresent(one -> readings.add((double) reading.applyAsLong(one))));
    }

    private void declareCounters(Metrics registry) {
        registry.counter(
                "kiban_pace_asks_total",
                "Asks, by what became of them: passed, refused, or the caller hung up.",
                List.of("pace", "result"),
                readings ->
                        each(
                                pace -> {
                                    String name = pace.name().value();
                                    readings.add((double) pace.passed(), name, "passed");
                                    readings.add((double) pace.refused(), name, "refused");
                                    readings.add((double) pace.hungUp(), name, "hung_up");
                                }));
        registry.counter(
                "kiban_pace_waits_total",
                "Asks that did not pass at once.",
                PACE,
                readings ->
                        each(pace -> readings.add((double) pace.waited(), pace.name().value())));
        registry.counter(
                "kiban_pace_given_back_total",
                "Permits that were not used.",
                PACE,
                readings ->
                        each(pace -> readings.add((double) pace.givenBack(), pace.name().value())));
        registry.counter(
                "kiban_pace_leases_ended_total",
                "Jobs that were neither done nor renewed in time.",
                PACE,
                readings ->
                        each(
                                pace ->
                                        readings.add(
                                                (double) pace.leasesEnded(), pace.name().value())));
        registry.counter(
                "kiban_pace_dry_run_total",
                "Asks that a limit on trial would have had wait, or refused.",
                List.of("pace", "limit", "result"),
                readings ->
                        eachLimit(
                                (pace, limit) -> {
                                    readings.add(
                                            (double) limit.wouldWait(),
                                            pace,
                                            limit.name(),
                                            "waits");
                                    readings.add(
                                            (double) limit.wouldRefuse(),
                                            pace,
                                            limit.name(),
                                            "refused");
                                }));
    }

    private void declareCanaries(Metrics registry) {
        registry.counter(
                "kiban_pace_canary_permits_total",
                "Permits, by who got them: those with a share of their own, or the rest.",
                CANARY,
                readings ->
                        eachGiven(
                                (pace, given) ->
                                        readings.add(
                                                (double) given.permits(), pace, given.value())));
        registry.gauge(
                "kiban_pace_canary_share",
                "The part of all permits that is theirs, 0 to 1.",
                CANARY,
                readings ->
                        eachGiven(
                                (pace, given) ->
                                        readings.add(
                                                given.wanted().partsPerBillion()
                                                        / (double) Share.WHOLE,
                                                pace,
                                                given.value())));
    }

    private void eachGiven(BiConsumer<String, CanaryReport.Given> taker) {
        each(
                pace ->
                        pace.canary().stream()
                                .flatMap(canary -> canary.given().stream())
                                .forEach(given -> taker.accept(pace.name().value(), given)));
    }

    private void declareGauges(Metrics registry) {
        registry.gauge(
                "kiban_pace_in_line",
                "Asks that wait for their turn.",
                PACE,
                readings -> each(pace -> readings.add(pace.inLine(), pace.name().value())));
        registry.gauge(
                "kiban_pace_paused",
                "1 if the pace, or one that it is within, is paused.",
                PACE,
                readings -> each(pace -> readings.add(pace.paused() ? 1 : 0, pace.name().value())));
        registry.gauge(
                "kiban_pace_in_flight",
                "Jobs that have started and are not done.",
                PACE,
                readings ->
                        each(
                                pace ->
                                        pace.jobs()
                                                .ifPresent(
                                                        jobs ->
                                                                readings.add(
                                                                        jobs.running(),
                                                                        pace.name().value()))));
        registry.gauge(
                "kiban_pace_rate",
                "Jobs a second that a limit lets start.",
                LIMIT,
                readings ->
                        eachLimit(
                                (pace, limit) ->
                                        readings.add(
                                                limit.rate().anHour() / SECONDS_AN_HOUR,
                                                pace,
                                                limit.name())));
        registry.gauge(
                "kiban_pace_keys",
                "Values of the header of a limit that are remembered.",
                LIMIT,
                readings ->
                        eachLimit((pace, limit) -> readings.add(limit.keys(), pace, limit.name())));
    }

    private void declareSteering(Metrics registry) {
        registry.gauge(
                "kiban_pace_steered_share",
                "The part of the allowed rates that steering lets pass, 0 to 1.",
                PACE,
                readings ->
                        helms.get()
                                .forEach((pace, helm) -> readings.add(helm.share(), pace.value())));
        registry.gauge(
                "kiban_pace_signal",
                "What a signal said last.",
                SIGNAL,
                readings ->
                        eachSignal(
                                (pace, signal) -> {
                                    if (!Double.isNaN(signal.value())) {
                                        readings.add(signal.value(), pace, signal.name());
                                    }
                                }));
        registry.gauge(
                "kiban_pace_signal_pressure",
                "A signal, smoothed: 0 where it is healthy, 1 where danger begins.",
                SIGNAL,
                readings ->
                        eachSignal(
                                (pace, signal) ->
                                        readings.add(signal.pressure(), pace, signal.name())));
        registry.gauge(
                "kiban_pace_signal_stale",
                "1 if a signal says nothing any more.",
                SIGNAL,
                readings ->
                        eachSignal(
                                (pace, signal) ->
                                        readings.add(signal.stale() ? 1 : 0, pace, signal.name())));
    }

    private void declareCampaigns(Metrics registry) {
        registry.gauge(
                "kiban_pace_campaign_remaining",
                "Jobs of a campaign that have not started.",
                PACE,
                readings -> eachCampaign(readings, one -> (double) one.remaining()));
        registry.gauge(
                "kiban_pace_campaign_deadline_timestamp_seconds",
                "By when all jobs of a campaign have to start, in Unix time.",
                PACE,
                readings -> eachCampaign(readings, one -> seconds(one.deadline())));
        registry.gauge(
                "kiban_pace_campaign_finish_timestamp_seconds",
                "When they will have, as things stand, in Unix time.",
                PACE,
                readings -> eachCampaign(readings, one -> seconds(one.forecast().through())));
    }

    private void eachCampaign(Metrics.Readings readings, ToDoubleFunction<VoyageReport> reading) {
        campaigns
                .get()
                .forEach(
                        (pace, campaign) ->
                                readings.add(reading.applyAsDouble(campaign), pace.value()));
    }

    /// Never is infinite.
    private static double seconds(Instant time) {
        return time.equals(Instant.MAX) ? Double.POSITIVE_INFINITY : (double) time.getEpochSecond();
    }

    private void eachSignal(BiConsumer<String, Reading> taker) {
        helms.get()
                .forEach(
                        (pace, helm) ->
                                helm.signals()
                                        .forEach(signal -> taker.accept(pace.value(), signal)));
    }

    private void each(Consumer<PaceReport> taker) {
        paces.get().forEach(taker);
    }

    private interface LimitTaker {
        void take(String pace, LimitReport limit);
    }

    private void eachLimit(LimitTaker taker) {
        each(pace -> pace.limits().forEach(limit -> taker.take(pace.name().value(), limit)));
    }
}
