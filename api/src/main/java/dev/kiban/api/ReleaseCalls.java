package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.ServiceName;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Once;
import dev.kiban.protos.v1.RecordReleaseReply;
import dev.kiban.protos.v1.RecordReleaseRequest;
import java.util.List;
import java.util.Map;

/// The calls of `ReleaseService`.
final class ReleaseCalls {
    private static final Action RECORDED = new Action("release.recorded");

    /// Characters of a version.
    private static final int MAX_VERSION_LENGTH = 100;

    private final ServiceDoor door;

    ReleaseCalls(Landscape landscape) {
        this.door = new ServiceDoor(landscape);
    }

    List<Method<?>> all() {
        return List.of(
                Method.of(
                        "kiban.api.v1.ReleaseService/RecordRelease",
                        RecordReleaseRequest.parser(),
                        this::record));
    }

    private Answer record(Desk desk, Caller caller, RecordReleaseRequest request) {
        ServiceName service = door.change(caller, request.getService()).name();
        Once once =
                ApiRefusal.unlessValid(
                        () ->
                                Keyed.append(
                                        desk.ledger(),
                                        "release/" + service,
                                        request.getIdempotencyKey(),
                                        entry(caller, service, request.getVersion())));
        return Answer.ok(
                RecordReleaseReply.newBuilder()
                        .setEvent(once.event().sequence())
                        .setKnown(!once.isNew())
                        .build());
    }

    private static Entry entry(Caller caller, ServiceName service, String version) {
        if (version.isBlank() || version.length() > MAX_VERSION_LENGTH) {
            throw new IllegalArgumentException(
                    "a version has 1 to %d characters".formatted(MAX_VERSION_LENGTH));
        }
        return Entry.of(caller.actor(), RECORDED, "%s %s is live".formatted(service, version))
                .about(service)
                .with(Json.object(Map.of("version", Json.text(version))));
    }
}
