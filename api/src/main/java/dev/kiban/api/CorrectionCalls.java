package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.definition.Service;
import dev.kiban.protos.v1.CorrectReply;
import dev.kiban.protos.v1.CorrectRequest;
import dev.kiban.protos.v1.CorrectedTime;
import dev.kiban.protos.v1.ListCorrectionsReply;
import dev.kiban.protos.v1.ListCorrectionsRequest;
import dev.kiban.protos.v1.UndoCorrectionReply;
import dev.kiban.protos.v1.UndoCorrectionRequest;
import dev.kiban.slo.Correction;
import dev.kiban.slo.NumberedCorrection;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.transcode.http.GrpcCode;
import java.util.List;

/// The calls of `CorrectionService`.
final class CorrectionCalls {
    private static final String SERVICE = "kiban.api.v1.CorrectionService/";

    private final Landscape landscape;
    private final ServiceDoor door;

    CorrectionCalls(Landscape landscape) {
        this.landscape = landscape;
        this.door = new ServiceDoor(landscape);
    }

    List<Method<?>> all() {
        return List.of(
                Method.of(SERVICE + "Correct", CorrectRequest.parser(), this::correct),
                Method.of(SERVICE + "ListCorrections", ListCorrectionsRequest.parser(), this::list),
                Method.of(SERVICE + "UndoCorrection", UndoCorrectionRequest.parser(), this::undo));
    }

    private Answer correct(Desk desk, Caller caller, CorrectRequest request) {
        ServiceSlo slo = slo(door.change(caller, request.getService()), request.getSlo());
        if (!request.hasFrom() || !request.hasTo()) {
            throw ApiRefusal.invalid("say 'from' and 'to', such as 2026-11-21T18:00:00Z");
        }
        long number =
                ApiRefusal.unlessValid(
                        () ->
                                desk.corrections()
                                        .correct(
                                                slo,
                                                correction(caller, request),
                                                request.getIdempotencyKey()));
        return Answer.ok(CorrectReply.newBuilder().setNumber(number).build());
    }

    private Answer list(Desk desk, Caller caller, ListCorrectionsRequest request) {
        ServiceSlo slo = slo(door.ask(caller, request.getService()), request.getSlo());
        ListCorrectionsReply.Builder reply = ListCorrectionsReply.newBuilder();
        desk.corrections().of(slo).forEach(known -> reply.addCorrections(time(known)));
        return Answer.ok(reply.build());
    }

    private Answer undo(Desk desk, Caller caller, UndoCorrectionRequest request) {
        ServiceSlo slo = slo(door.change(caller, request.getService()), request.getSlo());
        long event =
                desk.corrections()
                        .undo(slo, request.getNumber(), caller.actor())
                        .orElseThrow(
                                () ->
                                        new ApiRefusal(
                                                GrpcCode.NOT_FOUND,
                                                "%s %s has no correction %d"
                                                        .formatted(
                                                                slo.service(),
                                                                slo.slo().name(),
                                                                request.getNumber())));
        return Answer.ok(UndoCorrectionReply.newBuilder().setEvent(event).build());
    }

    private ServiceSlo slo(Service service, String name) {
        List<ServiceSlo> all = landscape.slos(service.name());
        return all.stream()
                .filter(slo -> slo.slo().name().value().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ApiRefusal(
                                        GrpcCode.NOT_FOUND,
                                        "%s has no such SLO; it has: %s"
                                                .formatted(
                                                        service.name(),
                                                        all.stream()
                                                                .map(slo -> slo.slo().name())
                                                                .toList())));
    }

    private static Correction correction(Caller caller, CorrectRequest request) {
        return new Correction(
                Times.read(request.getFrom()),
                Times.read(request.getTo()),
                caller.actor(),
                request.getReason());
    }

    private static CorrectedTime time(NumberedCorrection known) {
        Correction correction = known.correction();
        return CorrectedTime.newBuilder()
                .setNumber(known.number())
                .setFrom(Times.of(correction.start()))
                .setTo(Times.of(correction.end()))
                .setAuthor(correction.author())
                .setReason(correction.reason())
                .build();
    }
}
