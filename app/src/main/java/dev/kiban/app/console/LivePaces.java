package dev.kiban.app.console;

import com.google.protobuf.Timestamp;
import dev.kiban.console.Paces;
import dev.kiban.definition.Definitions;
import dev.kiban.kernel.PaceName;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.Rate;
import dev.kiban.pace.order.Given;
import dev.kiban.pace.order.Orders;
import dev.kiban.pace.sight.Stretch;
import dev.kiban.protos.v1.CampaignSight;
import dev.kiban.protos.v1.LimitSight;
import dev.kiban.protos.v1.PaceSight;
import dev.kiban.protos.v1.SignalSight;
import dev.kiban.protos.v1.SteeringSight;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// The paces of the live definitions, with what was ordered, and what pace servers see.
public record LivePaces(Sources sources, InstantSource clock) implements Paces {
    private static final double PERCENT = 100;

    /// What a store knows.
    private record Known(Orders orders, Map<PaceName, List<PaceSight>> sights) {
        private static final Known NOTHING = new Known(Orders.NONE, Map.of());
    }

    @Override
    public List<Pace> read() {
        Known known = known();
        return defined().stream()
                .sorted(Comparator.comparing(dev.kiban.definition.Pace::name))
                .map(pace -> pace(pace, known))
                .toList();
    }

    @Override
    public Optional<Profile> read(PaceName name, Span span) {
        return defined().stream()
                .filter(pace -> pace.name().equals(name))
                .findFirst()
                .map(pace -> new Profile(pace(pace, known()), past(name, span)));
    }

    private List<dev.kiban.definition.Pace> defined() {
        return sources.definitions().map(Definitions::paces).orElse(List.of());
    }

    private Known known() {
        return sources.ask(
                        archive ->
                                new Known(
                                        new Orders(archive.orders().all()),
                                        archive.sights().fresh()))
                .orElse(Known.NOTHING);
    }

    private Optional<List<Moment>> past(PaceName name, Span span) {
        return sources.ask(
                archive ->
                        archive.sights().past(name, span.start(), span.end(), span.step()).stream()
                                .map(LivePaces::moment)
                                .toList());
    }

    private static Moment moment(Stretch past) {
        return new Moment(
                past.start(),
                past.started(),
                past.refused(),
                past.inLine(),
                past.inFlight(),
                past.rate(),
                past.share());
    }

    private Pace pace(dev.kiban.definition.Pace pace, Known known) {
        Instant now = clock.instant();
        List<PaceSight> sights = known.sights().getOrDefault(pace.name(), List.of());
        Orders orders = known.orders();
        return new Pace(
                pace.name(),
                pace.owner(),
                orders.paused(pace.name(), now),
                dev.kiban.pace.plan.LivePaces.plan(pace).limits().stream()
                        .map(limit -> limit(pace.name(), limit, orders, sights, now))
                        .toList(),
                orders.of(pace.name(), now).stream().map(LivePaces::order).toList(),
                sights.isEmpty() ? Optional.empty() : Optional.of(now(sights)));
    }

    private static Limit limit(
            PaceName pace, LimitPlan limit, Orders orders, List<PaceSight> sights, Instant now) {
        String allowed = orders.rate(pace, limit.name(), limit.rate(), now).toString();
        return new Limit(
                limit.name(),
                limit.rate().toString(),
                allowed,
                sights.stream()
                        .flatMap(sight -> sight.getLimitsList().stream())
                        .filter(seen -> seen.getLimit().equals(limit.name()))
                        .map(LimitSight::getRate)
                        .map(rate -> rate.equals(allowed) ? rate : Rate.parse(rate).rounded())
                        .findFirst());
    }

    private static Paces.Order order(Given given) {
        return new Paces.Order(
                given.order().map(dev.kiban.pace.order.Order::written).orElse(""),
                given.made().by(),
                given.made().reason(),
                given.made().at(),
                given.until(),
                given.event());
    }

    /// All servers together. They go by the same signals and campaigns.
    private static Now now(List<PaceSight> sights) {
        PaceSight first = sights.getFirst();
        return new Now(
                sights.stream().mapToDouble(PaceSight::getPerSecond).sum(),
                sights.stream().mapToInt(PaceSight::getInLine).sum(),
                sights.stream()
                        .filter(PaceSight::hasInFlight)
                        .map(PaceSight::getInFlight)
                        .map(jobs -> new Jobs(jobs.getRunning(), jobs.getAtMost()))
                        .reduce(LivePaces::plus),
                first.hasSteering() ? Optional.of(steering(first.getSteering())) : Optional.empty(),
                first.hasCampaign() ? campaign(first.getCampaign()) : Optional.empty(),
                first.getAskersList().stream()
                        .map(asker -> new Asker(asker.getAsker(), asker.getPercent() / PERCENT))
                        .toList(),
                sights.stream().map(PaceSight::getServer).toList());
    }

    private static Jobs plus(Jobs one, Jobs other) {
        return new Jobs(one.running() + other.running(), Math.max(one.atMost(), other.atMost()));
    }

    private static Steering steering(SteeringSight steering) {
        return new Steering(
                steering.getPercent() / PERCENT,
                steering.getSignalsList().stream().map(LivePaces::signal).toList());
    }

    private static Signal signal(SignalSight signal) {
        return new Signal(
                signal.getSignal(),
                signal.hasValue() ? OptionalDouble.of(signal.getValue()) : OptionalDouble.empty(),
                signal.getPressurePercent() / PERCENT,
                signal.getStale());
    }

    /// A pace server that is newer than we may know more verdicts; those are not shown.
    private static Optional<Campaign> campaign(CampaignSight campaign) {
        return Stream.of(Verdict.values())
                .filter(verdict -> verdict.name().equalsIgnoreCase(campaign.getVerdict()))
                .findFirst()
                .map(verdict -> campaign(campaign, verdict));
    }

    private static Campaign campaign(CampaignSight campaign, Verdict verdict) {
        return new Campaign(
                campaign.getJobs(),
                campaign.getRemaining(),
                time(campaign.getDeadline()),
                verdict,
                campaign.hasThrough() ? Optional.of(time(campaign.getThrough())) : Optional.empty(),
                Rate.parse(campaign.getNeeded()).rounded());
    }

    private static Instant time(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds());
    }
}
