package dev.kiban.app.console;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.kiban.access.Caller;
import dev.kiban.api.Api;
import dev.kiban.api.Desk;
import dev.kiban.console.Acts;
import dev.kiban.kernel.ServiceName;
import dev.kiban.protos.v1.CorrectRequest;
import dev.kiban.protos.v1.OverrideGateRequest;
import dev.kiban.protos.v1.UndoCorrectionRequest;
import dev.kiban.runtime.sql.SqlFault;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What people change, as calls of the API in their name: it decides who may do what.
///
/// @param ports what the API is answered from
public record LiveActs(Api api, Api.Ports ports) implements Acts {
    private static final String OVERRIDE = "kiban.api.v1.GateService/OverrideGate";
    private static final String CORRECT = "kiban.api.v1.CorrectionService/Correct";
    private static final String UNDO = "kiban.api.v1.CorrectionService/UndoCorrection";
    private static final Standing NOTHING = new Standing(List.of(), List.of());

    @Override
    public Standing standing(ServiceName service) {
        try {
            return ports.desk().get().map(desk -> standing(desk, service)).orElse(NOTHING);
        } catch (SqlFault e) {
            return NOTHING; // the page tells the rest
        }
    }

    private Standing standing(Desk desk, ServiceName service) {
        return new Standing(
                desk.overrides().standing(service),
                ports.landscape().slos(service).stream()
                        .flatMap(slo -> corrections(desk, slo))
                        .toList());
    }

    private static Stream<Corrected> corrections(Desk desk, ServiceSlo slo) {
        return desk.corrections().of(slo).stream()
                .map(correction -> new Corrected(slo.slo().name(), correction));
    }

    @Override
    public Outcome override(Caller by, ServiceName service, OverrideWish override) {
        return tell(
                by,
                OVERRIDE,
                OverrideGateRequest.newBuilder()
                        .setService(service.value())
                        .setReason(override.reason())
                        .setExpires(timestamp(override.expires()))
                        .setIdempotencyKey(override.key())
                        .build());
    }

    @Override
    public Outcome correct(Caller by, ServiceName service, CorrectionWish correction) {
        return tell(
                by,
                CORRECT,
                CorrectRequest.newBuilder()
                        .setService(service.value())
                        .setSlo(correction.slo())
                        .setFrom(timestamp(correction.span().from()))
                        .setTo(timestamp(correction.span().to()))
                        .setReason(correction.reason())
                        .setIdempotencyKey(correction.key())
                        .build());
    }

    @Override
    public Outcome undo(Caller by, ServiceName service, Undoing undoing) {
        return tell(
                by,
                UNDO,
                UndoCorrectionRequest.newBuilder()
                        .setService(service.value())
                        .setSlo(undoing.slo())
                        .setNumber(undoing.number())
                        .build());
    }

    private Outcome tell(Caller by, String rpc, Message request) {
        return switch (api.tell(by, rpc, request)) {
            case Api.Answered _ -> new Done();
            case Api.NotAnswered(int status, String why) -> new Refused(kind(status), why);
        };
    }

    private static Why kind(int status) {
        return switch (status) {
            case 401, 403 -> Why.NOT_YOURS;
            case 404 -> Why.NOT_THERE;
            case 400, 409 -> Why.WRONG;
            default -> Why.NOT_NOW;
        };
    }

    private static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
