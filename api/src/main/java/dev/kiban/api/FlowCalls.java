package dev.kiban.api;

import com.google.protobuf.Duration;
import dev.kiban.access.Caller;
import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.definition.Service;
import dev.kiban.protos.v1.FlowState;
import dev.kiban.protos.v1.GetFlowRequest;
import dev.kiban.protos.v1.TellFlowRequest;
import dev.kiban.protos.v1.WaitingPiece;
import dev.kiban.slo.FlowNews;
import dev.kiban.slo.Flows.Piece;
import dev.kiban.slo.Flows.Refused;
import dev.kiban.slo.Flows.Taken;
import dev.kiban.slo.Flows.Waiting;
import dev.kiban.transcode.http.GrpcCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// The calls of `FlowService`.
final class FlowCalls {
    private static final String SERVICE = "kiban.api.v1.FlowService/";

    private final Landscape landscape;
    private final ServiceDoor door;
    private final InstantSource clock;

    FlowCalls(Landscape landscape, InstantSource clock) {
        this.landscape = landscape;
        this.door = new ServiceDoor(landscape);
        this.clock = clock;
    }

    List<Method<?>> all() {
        return List.of(
                Method.of(SERVICE + "TellFlow", TellFlowRequest.parser(), this::tell),
                Method.of(SERVICE + "GetFlow", GetFlowRequest.parser(), this::get));
    }

    private Answer tell(Desk desk, Caller caller, TellFlowRequest request) {
        Service service = door.change(caller, request.getService());
        checkFlow(service, request.getFlow());
        Instant now = clock.instant();
        FlowNews news = ApiRefusal.unlessValid(() -> news(service, request, now));
        return switch (desk.flows().tell(news, now)) {
            case Taken(Waiting waiting) -> Answer.ok(state(waiting, now));
            case Refused(String why) -> throw ApiRefusal.invalid(why);
        };
    }

    private Answer get(Desk desk, Caller caller, GetFlowRequest request) {
        Service service = door.ask(caller, request.getService());
        checkFlow(service, request.getFlow());
        return Answer.ok(
                state(desk.flows().waiting(service.name(), request.getFlow()), clock.instant()));
    }

    private static FlowNews news(Service service, TellFlowRequest request, Instant now) {
        return new FlowNews(
                service.name(),
                request.getFlow(),
                request.hasAt() ? Times.read(request.getAt()) : now,
                request.getStartedList(),
                request.getDoneList());
    }

    /// A name that is mistyped must not wait where nobody looks.
    private void checkFlow(Service service, String flow) {
        List<String> known =
                landscape.slos(service.name()).stream()
                        .map(slo -> slo.slo().indicator())
                        .filter(Freshness.class::isInstance)
                        .map(indicator -> ((Freshness) indicator).flow())
                        .distinct()
                        .toList();
        if (!known.contains(flow)) {
            throw new ApiRefusal(
                    GrpcCode.NOT_FOUND,
                    "no SLO of %s is about a flow of that name; there are: %s"
                            .formatted(service.name(), known));
        }
    }

    private static FlowState state(Waiting waiting, Instant now) {
        FlowState.Builder state = FlowState.newBuilder().setWaiting(waiting.count());
        waiting.oldest().ifPresent(oldest -> state.setOldest(piece(oldest, now)));
        return state.build();
    }

    private static WaitingPiece piece(Piece oldest, Instant now) {
        java.time.Duration age = java.time.Duration.between(oldest.started(), now);
        return WaitingPiece.newBuilder()
                .setId(oldest.id())
                .setStarted(Times.of(oldest.started()))
                .setAge(Duration.newBuilder().setSeconds(age.toSeconds()))
                .build();
    }
}
