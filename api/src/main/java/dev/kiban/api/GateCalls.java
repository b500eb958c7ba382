package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.definition.Service;
import dev.kiban.protos.v1.AskGateRequest;
import dev.kiban.protos.v1.ConfirmRolloutRequest;
import dev.kiban.protos.v1.GateAnswer;
import dev.kiban.protos.v1.OverrideGateReply;
import dev.kiban.protos.v1.OverrideGateRequest;
import dev.kiban.slo.Gate.ReleaseOverride;
import dev.kiban.slo.Gate.Risk;
import dev.kiban.slo.ReleaseGate.Verdict;
import java.time.InstantSource;
import java.util.List;

/// The calls of `GateService`.
final class GateCalls {
    private static final String SERVICE = "kiban.api.v1.GateService/";
    private static final String TOKEN = "token";
    private static final String RISK = "risk";

    private final Landscape landscape;
    private final ServiceDoor door;
    private final InstantSource clock;

    GateCalls(Landscape landscape, InstantSource clock) {
        this.landscape = landscape;
        this.door = new ServiceDoor(landscape);
        this.clock = clock;
    }

    List<Method<?>> all() {
        return List.of(
                Method.of(SERVICE + "AskGate", AskGateRequest.parser(), this::ask),
                Method.of(SERVICE + "ConfirmRollout", ConfirmRolloutRequest.parser(), this::confirm)
                        .fromForeigner(call -> call.getMetadataOrDefault(TOKEN, "")),
                Method.of(SERVICE + "OverrideGate", OverrideGateRequest.parser(), this::override));
    }

    private Answer ask(Desk desk, Caller caller, AskGateRequest request) {
        Service service = door.ask(caller, request.getService());
        Risk risk =
                switch (request.getRisk()) {
                    case normal -> Risk.NORMAL;
                    case high -> Risk.HIGH;
                    case UNRECOGNIZED ->
                            throw ApiRefusal.invalid("risk is 'normal' or 'high', and no other");
                };
        return Answer.ok(answer(desk, service, risk));
    }

    /// What nobody can tell is no reason to go on.
    private Answer confirm(Desk desk, Caller caller, ConfirmRolloutRequest request) {
        Service service = door.ask(caller, request.getService());
        GateAnswer answer =
                answer(desk, service, risk(request.getMetadataOrDefault(RISK, "normal")));
        return switch (answer.getAnswer()) {
            case allow -> Answer.ok(answer);
            case hold, unknown, UNRECOGNIZED -> Answer.no(why(answer), answer);
        };
    }

    private static String why(GateAnswer answer) {
        return answer.getAnswer() + ": " + String.join("; ", answer.getReasonsList());
    }

    private Answer override(Desk desk, Caller caller, OverrideGateRequest request) {
        Service service = door.change(caller, request.getService());
        if (!request.hasExpires()) {
            throw ApiRefusal.invalid("say when it 'expires', such as 2026-11-21T18:00:00Z");
        }
        long event =
                ApiRefusal.unlessValid(
                        () ->
                                desk.overrides()
                                        .give(
                                                service.name(),
                                                override(caller, request),
                                                request.getIdempotencyKey()));
        return Answer.ok(OverrideGateReply.newBuilder().setEvent(event).build());
    }

    private static ReleaseOverride override(Caller caller, OverrideGateRequest request) {
        return new ReleaseOverride(
                caller.actor(), request.getReason(), Times.read(request.getExpires()));
    }

    private GateAnswer answer(Desk desk, Service service, Risk risk) {
        Verdict verdict =
                desk.gate()
                        .ask(service.name(), landscape.slos(service.name()), risk, clock.instant());
        return GateAnswers.of(service.name(), verdict);
    }

    private static Risk risk(String word) {
        return switch (word) {
            case "normal" -> Risk.NORMAL;
            case "high" -> Risk.HIGH;
            default ->
                    throw ApiRefusal.invalid(
                            "metadata.risk is 'normal' or 'high', and not what was sent");
        };
    }
}
