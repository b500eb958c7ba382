package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.definition.Indicator.Events;
import dev.kiban.definition.Service;
import dev.kiban.protos.v1.CountedEvents;
import dev.kiban.protos.v1.TellEventsReply;
import dev.kiban.protos.v1.TellEventsRequest;
import dev.kiban.slo.EventBatch;
import dev.kiban.slo.EventStreams.Counted;
import dev.kiban.slo.EventStreams.Known;
import dev.kiban.slo.EventStreams.Outcome;
import dev.kiban.slo.EventStreams.Refused;
import dev.kiban.transcode.http.GrpcCode;
import java.time.InstantSource;
import java.util.List;

/// The calls of `EventService`.
final class EventCalls {
    private final Landscape landscape;
    private final ServiceDoor door;
    private final InstantSource clock;

    EventCalls(Landscape landscape, InstantSource clock) {
        this.landscape = landscape;
        this.door = new ServiceDoor(landscape);
        this.clock = clock;
    }

    List<Method<?>> all() {
        return List.of(
                Method.of(
                        "kiban.api.v1.EventService/TellEvents",
                        TellEventsRequest.parser(),
                        this::tell));
    }

    private Answer tell(Desk desk, Caller caller, TellEventsRequest request) {
        Service service = door.change(caller, request.getService());
        EventBatch batch = ApiRefusal.unlessValid(() -> batch(service, request));
        checkStreams(service, batch);
        return switch (take(desk, batch)) {
            case Counted _ -> answer(false);
            case Known _ -> answer(true);
            case Refused(String why) -> throw ApiRefusal.invalid(why);
        };
    }

    private Outcome take(Desk desk, EventBatch batch) {
        return desk.streams().take(batch, clock.instant());
    }

    private static EventBatch batch(Service service, TellEventsRequest request) {
        return new EventBatch(
                service.name(),
                request.getIdempotencyKey(),
                request.getCountsList().stream().map(EventCalls::row).toList());
    }

    private static EventBatch.Row row(CountedEvents counted) {
        if (!counted.hasMinute()) {
            throw new IllegalArgumentException("say the 'minute', such as 2026-11-21T18:00:00Z");
        }
        return new EventBatch.Row(
                counted.getStream(),
                Times.read(counted.getMinute()),
                counted.getGood(),
                counted.getValid());
    }

    /// A name that is mistyped must not count where nobody looks.
    private void checkStreams(Service service, EventBatch batch) {
        List<String> known =
                landscape.slos(service.name()).stream()
                        .map(slo -> slo.slo().indicator())
                        .filter(Events.class::isInstance)
                        .map(indicator -> ((Events) indicator).stream())
                        .distinct()
                        .toList();
        for (EventBatch.Row row : batch.rows()) {
            if (!known.contains(row.stream())) {
                throw new ApiRefusal(
                        GrpcCode.NOT_FOUND,
                        "no SLO of %s is about a stream of that name; there are: %s"
                                .formatted(service.name(), known));
            }
        }
    }

    private static Answer answer(boolean known) {
        return Answer.ok(TellEventsReply.newBuilder().setKnown(known).build());
    }
}
