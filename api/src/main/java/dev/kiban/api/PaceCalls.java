package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.definition.Pace;
import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.pace.CanaryPlan;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.Rate;
import dev.kiban.pace.order.Given;
import dev.kiban.pace.order.Order;
import dev.kiban.pace.order.OrderBook;
import dev.kiban.pace.order.OrderBook.Wish;
import dev.kiban.pace.order.Orders;
import dev.kiban.pace.plan.LivePaces;
import dev.kiban.protos.v1.Campaign;
import dev.kiban.protos.v1.LimitStatus;
import dev.kiban.protos.v1.ListPacesReply;
import dev.kiban.protos.v1.ListPacesRequest;
import dev.kiban.protos.v1.OrderPaceRequest;
import dev.kiban.protos.v1.OtherRate;
import dev.kiban.protos.v1.OtherShare;
import dev.kiban.protos.v1.PaceOrder;
import dev.kiban.protos.v1.PaceSight;
import dev.kiban.protos.v1.PaceStatus;
import dev.kiban.protos.v1.ShareStatus;
import dev.kiban.protos.v1.ShowPaceRequest;
import dev.kiban.transcode.http.GrpcCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The calls of `PaceService`.
final class PaceCalls {
    private static final String SERVICE = "kiban.api.v1.PaceService/";
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,3})%");
    private static final int ALL = 100;
    private static final Duration LATE = Duration.ofDays(1);

    /// Characters of a reason.
    private static final int MAX_REASON_LENGTH = 300;

    private final PaceGuard guard;
    private final InstantSource clock;

    PaceCalls(Landscape landscape, InstantSource clock) {
        this.guard = new PaceGuard(landscape);
        this.clock = clock;
    }

    List<Method<?>> all() {
        return List.of(
                Method.of(SERVICE + "ListPaces", ListPacesRequest.parser(), this::list),
                Method.of(SERVICE + "ShowPace", ShowPaceRequest.parser(), this::show),
                Method.of(SERVICE + "OrderPace", OrderPaceRequest.parser(), this::order));
    }

    private Answer list(Desk desk, Caller caller, ListPacesRequest request) {
        ListPacesReply.Builder reply = ListPacesReply.newBuilder();
        Map<PaceName, List<PaceSight>> sights = desk.sights().fresh();
        guard.all(caller, request.getTeam())
                .forEach(pace -> reply.addPaces(status(desk, pace, sights)));
        return Answer.ok(reply.build());
    }

    private Answer show(Desk desk, Caller caller, ShowPaceRequest request) {
        return Answer.ok(status(desk, guard.ask(caller, request.getPace())));
    }

    private Answer order(Desk desk, Caller caller, OrderPaceRequest request) {
        Pace pace = guard.change(caller, request.getPace());
        OrderBook book = desk.orders();
        for (Wanted wanted : wanted(book, pace, request)) {
            Wish wish = ApiRefusal.unlessValid(() -> wish(caller, wanted, request));
            switch (wanted) {
                case Other(Order order) -> {
                    Given _ = book.order(pace.name(), order, wish);
                }
                case AsDefined(String about) -> {
                    Optional<Given> _ = book.asDefined(pace.name(), about, wish);
                }
            }
        }
        return Answer.ok(status(desk, pace));
    }

    /// What is to hold from now on.
    private sealed interface Wanted {}

    private record Other(Order order) implements Wanted {}

    /// @param about what is to be as the definition says
    private record AsDefined(String about) implements Wanted {}

    private List<Wanted> wanted(OrderBook book, Pace pace, OrderPaceRequest request) {
        return switch (request.getOrderCase()) {
            case PAUSE ->
                    List.of(
                            request.getPause()
                                    ? new Other(new Order.Pause())
                                    : new AsDefined(Order.Pause.ABOUT));
            case RATIO -> List.of(ratio(request.getRatio()));
            case RATE -> List.of(rate(pace, request.getRate()));
            case CAMPAIGN -> List.of(campaign(pace, request.getCampaign()));
            case SHARE -> List.of(share(book, pace, request.getShare()));
            case AS_DEFINED ->
                    book.holding(pace.name()).stream()
                            .map(Given::about)
                            .<Wanted>map(AsDefined::new)
                            .toList();
            case ORDER_NOT_SET ->
                    throw ApiRefusal.invalid(
                            "say 'pause', 'ratio', 'rate', 'share', 'campaign' or 'asDefined'");
        };
    }

    private Wanted campaign(Pace pace, Campaign request) {
        if (request.getJobs() == 0) {
            return new AsDefined(Order.Campaign.ABOUT);
        }
        if (limits(pace).noneMatch(limit -> limit.by() instanceof LimitPlan.ByPace)) {
            throw new ApiRefusal(
                    GrpcCode.FAILED_PRECONDITION,
                    "pace '%s' has no limit for all of its jobs together, whose rate a campaign could move"
                            .formatted(pace.name()));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant deadline = Times.read(request.getDeadline());
        return new Other(
                ApiRefusal.unlessValid(() -> new Order.Campaign(request.getJobs(), now, deadline)));
    }

    private static Wanted ratio(String text) {
        Matcher percentage = PERCENTAGE.matcher(text);
        if (!percentage.matches()) {
            throw ApiRefusal.invalid("'%s' is no ratio such as 50%%".formatted(text));
        }
        int percent = Integer.parseInt(percentage.group(1));
        return percent == ALL
                ? new AsDefined(Order.Ratio.ABOUT)
                : new Other(ApiRefusal.unlessValid(() -> new Order.Ratio(percent)));
    }

    private static Wanted rate(Pace pace, OtherRate request) {
        List<String> limits = limits(pace).map(LimitPlan::name).toList();
        if (limits.isEmpty()) {
            throw new ApiRefusal(
                    GrpcCode.FAILED_PRECONDITION,
                    "pace '%s' has no limit whose rate could be another one"
                            .formatted(pace.name()));
        }
        String limit = request.getLimit().isEmpty() ? limits.getFirst() : request.getLimit();
        if (!limits.contains(limit)) {
            throw new ApiRefusal(
                    GrpcCode.NOT_FOUND,
                    "pace '%s' has no limit '%s'; it has: %s"
                            .formatted(pace.name(), limit, String.join(", ", limits)));
        }
        return request.getRate().isEmpty()
                ? new AsDefined(Order.OtherRate.about(limit))
                : new Other(
                        ApiRefusal.unlessValid(
                                () -> new Order.OtherRate(limit, Rate.parse(request.getRate()))));
    }

    private Wanted share(OrderBook book, Pace pace, OtherShare request) {
        if (pace.canary().isEmpty()) {
            throw new ApiRefusal(
                    GrpcCode.FAILED_PRECONDITION,
                    "pace '%s' has no 'canary.by': nothing tells those who ask apart"
                            .formatted(pace.name()));
        }
        String value = request.getValue();
        if (request.getShare().isEmpty()) {
            return new AsDefined(Order.OtherShare.about(value));
        }
        Order.OtherShare order =
                ApiRefusal.unlessValid(
                        () ->
                                new Order.OtherShare(
                                        value, Share.parseMillionths(request.getShare())));
        Map<String, Share> shares = shares(pace, new Orders(book.holding(pace.name())));
        shares.put(value, order.share());
        CanaryPlan _ =
                ApiRefusal.unlessValid(() -> new CanaryPlan(pace.canary().get().header(), shares));
        return new Other(order);
    }

    private Map<String, Share> shares(Pace pace, Orders orders) {
        return orders.shares(
                pace.name(),
                pace.canary().map(Pace.Canary::shares).orElseGet(Map::of),
                clock.instant());
    }

    private Wish wish(Caller caller, Wanted wanted, OrderPaceRequest request) {
        if (request.getReason().length() > MAX_REASON_LENGTH) {
            throw ApiRefusal.invalid(
                    "a reason has at most %d characters".formatted(MAX_REASON_LENGTH));
        }
        Optional<Duration> lasts =
                request.hasLasts()
                        ? Optional.of(Duration.ofSeconds(request.getLasts().getSeconds()))
                        : Optional.empty();
        return switch (wanted) {
            case AsDefined _ -> new Wish(Optional.empty(), caller.actor(), request.getReason());
            case Other(Order.Pause _) -> new Wish(lasts, caller.actor(), request.getReason());
            case Other(Order.Campaign campaign) ->
                    new Wish(
                            lasts.or(() -> Optional.of(beyond(campaign.deadline()))),
                            caller.actor(),
                            request.getReason());
            case Other _ ->
                    new Wish(
                            lasts.or(() -> Optional.of(USUAL)),
                            caller.actor(),
                            request.getReason());
        };
    }

    /// A campaign that is late goes on for a day.
    private Duration beyond(Instant deadline) {
        return Duration.between(clock.instant(), deadline).plus(LATE);
    }

    private PaceStatus status(Desk desk, Pace pace) {
        return status(desk, pace, desk.sights().fresh());
    }

    private PaceStatus status(Desk desk, Pace pace, Map<PaceName, List<PaceSight>> sights) {
        Instant now = clock.instant();
        List<Given> holding = desk.orders().holding(pace.name());
        Orders orders = new Orders(holding);
        return PaceStatus.newBuilder()
                .setPace(pace.name().value())
                .setOwner(pace.owner().value())
                .setPaused(orders.paused(pace.name(), now))
                .addAllLimits(
                        limits(pace).map(limit -> limit(pace.name(), limit, orders, now)).toList())
                .addAllOrders(holding.stream().map(PaceCalls::order).toList())
                .addAllShares(
                        shares(pace, orders).entrySet().stream()
                                .map(share -> share(pace, share.getKey(), share.getValue()))
                                .toList())
                .addAllSights(sights.getOrDefault(pace.name(), List.of()))
                .build();
    }

    private static LimitStatus limit(PaceName pace, LimitPlan limit, Orders orders, Instant now) {
        return LimitStatus.newBuilder()
                .setLimit(limit.name())
                .setDefined(limit.rate().toString())
                .setAllowed(orders.rate(pace, limit.name(), limit.rate(), now).toString())
                .build();
    }

    private static ShareStatus share(Pace pace, String value, Share allowed) {
        ShareStatus.Builder status =
                ShareStatus.newBuilder().setValue(value).setAllowed(allowed.toString());
        pace.canary()
                .map(canary -> canary.shares().get(value))
                .ifPresent(defined -> status.setDefined(defined.toString()));
        return status.build();
    }

    private static PaceOrder order(Given given) {
        PaceOrder.Builder order =
                PaceOrder.newBuilder()
                        .setOrder(given.order().map(Order::written).orElse(""))
                        .setBy(given.made().by())
                        .setReason(given.made().reason())
                        .setAt(Times.of(given.made().at()))
                        .setEvent(given.event());
        given.until().ifPresent(until -> order.setUntil(Times.of(until)));
        return order.build();
    }

    private static Stream<LimitPlan> limits(Pace pace) {
        return LivePaces.plan(pace).limits().stream();
    }
}
