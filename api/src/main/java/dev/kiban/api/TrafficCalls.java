package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.definition.Service;
import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.weights.WeightBook.Change;
import dev.kiban.gateway.weights.WeightBook.Changed;
import dev.kiban.gateway.weights.WeightBook.NothingBefore;
import dev.kiban.gateway.weights.WeightBook.Outcome;
import dev.kiban.gateway.weights.WeightBook.Overtaken;
import dev.kiban.gateway.weights.WeightBook.Standing;
import dev.kiban.gateway.weights.WeightVersion.Made;
import dev.kiban.kernel.Share;
import dev.kiban.protos.v1.BackendShare;
import dev.kiban.protos.v1.RollBackTrafficRequest;
import dev.kiban.protos.v1.ServiceTraffic;
import dev.kiban.protos.v1.SetTrafficRequest;
import dev.kiban.protos.v1.ShowTrafficRequest;
import dev.kiban.protos.v1.SplitTraffic;
import dev.kiban.protos.v1.TrafficAuthor;
import dev.kiban.protos.v1.TrafficChange;
import dev.kiban.transcode.http.GrpcCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// The calls of `TrafficService`.
final class TrafficCalls {
    private static final String SERVICE = "kiban.api.v1.TrafficService/";

    /// Characters of a reason.
    private static final int MAX_REASON_LENGTH = 300;

    private final ServiceDoor door;

    TrafficCalls(Landscape landscape) {
        this.door = new ServiceDoor(landscape);
    }

    List<Method<?>> all() {
        return List.of(
                Method.of(SERVICE + "ShowTraffic", ShowTrafficRequest.parser(), this::show),
                Method.of(SERVICE + "SetTraffic", SetTrafficRequest.parser(), this::set),
                Method.of(
                        SERVICE + "RollBackTraffic",
                        RollBackTrafficRequest.parser(),
                        this::rollBack));
    }

    private Answer show(Desk desk, Caller caller, ShowTrafficRequest request) {
        Service service = door.ask(caller, request.getService());
        ServiceTraffic.Builder traffic =
                ServiceTraffic.newBuilder().setService(service.name().value());
        for (DefinedSplit split : DefinedSplit.of(service)) {
            traffic.addSplits(shown(split, desk.weights().standing(split.name(), split.split())));
        }
        return Answer.ok(traffic.build());
    }

    private static SplitTraffic shown(DefinedSplit split, Standing standing) {
        SplitTraffic.Builder shown =
                SplitTraffic.newBuilder()
                        .setSplit(split.name().name())
                        .addAllNow(shares(standing.now()))
                        .addAllDefined(shares(split.split()))
                        .setVersion(standing.version());
        standing.set().ifPresent(version -> shown.setSet(author(version.made())));
        return shown.build();
    }

    private Answer set(Desk desk, Caller caller, SetTrafficRequest request) {
        Service service = door.change(caller, request.getService());
        if (request.getSharesMap().isEmpty()) {
            throw ApiRefusal.invalid("say 'shares', such as {\"canary\": \"5%\"}");
        }
        SequencedMap<String, Integer> shares = new LinkedHashMap<>();
        request.getSharesMap()
                .forEach(
                        (backend, share) ->
                                shares.put(
                                        backend,
                                        ApiRefusal.unlessValid(() -> Share.parseMillionths(share))
                                                .millionths()));
        OptionalLong seen =
                request.hasVersion() ? OptionalLong.of(request.getVersion()) : OptionalLong.empty();
        DefinedSplit split = DefinedSplit.of(service, request.getSplit());
        Change change = change(split, caller, seen, request.getReason());
        return answer(split, ApiRefusal.unlessValid(() -> desk.weights().set(change, shares)));
    }

    private Answer rollBack(Desk desk, Caller caller, RollBackTrafficRequest request) {
        Service service = door.change(caller, request.getService());
        OptionalLong seen =
                request.hasVersion() ? OptionalLong.of(request.getVersion()) : OptionalLong.empty();
        DefinedSplit split = DefinedSplit.of(service, request.getSplit());
        return answer(
                split, desk.weights().rollBack(change(split, caller, seen, request.getReason())));
    }

    private static Change change(
            DefinedSplit split, Caller caller, OptionalLong seen, String reason) {
        if (reason.length() > MAX_REASON_LENGTH) {
            throw ApiRefusal.invalid(
                    "a reason has at most %d characters".formatted(MAX_REASON_LENGTH));
        }
        return new Change(split.name(), split.split(), seen, caller.actor(), reason);
    }

    private static Answer answer(DefinedSplit split, Outcome outcome) {
        return switch (outcome) {
            case Changed changed -> Answer.ok(changed(changed));
            case Overtaken(long version) ->
                    throw new ApiRefusal(
                            GrpcCode.ABORTED,
                            "somebody else has changed this traffic; the version is %d now: look again"
                                    .formatted(version));
            case NothingBefore _ ->
                    throw new ApiRefusal(
                            GrpcCode.FAILED_PRECONDITION,
                            "there is nothing to roll back: traffic is shared as defined, %s"
                                    .formatted(split.split().text()));
        };
    }

    private static TrafficChange changed(Changed changed) {
        Split now = changed.version().weighting().split();
        return TrafficChange.newBuilder()
                .setSplit(changed.version().name().name())
                .addAllBefore(shares(changed.was()))
                .addAllNow(shares(now))
                .setMoved("%.1f%%".formatted(100 * changed.was().moves(now)))
                .setVersion(changed.version().number())
                .setEvent(changed.event())
                .build();
    }

    private static TrafficAuthor author(Made made) {
        return TrafficAuthor.newBuilder()
                .setBy(made.by())
                .setReason(made.reason())
                .setAt(Times.of(made.at()))
                .build();
    }

    private static List<BackendShare> shares(Split split) {
        return split.backends().stream()
                .map(
                        backend ->
                                BackendShare.newBuilder()
                                        .setBackend(backend.name())
                                        .setShare(split.percent(backend.name()))
                                        .build())
                .toList();
    }
}
