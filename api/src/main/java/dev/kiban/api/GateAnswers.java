package dev.kiban.api;

import dev.kiban.kernel.ServiceName;
import dev.kiban.protos.v1.GateAnswer;
import dev.kiban.protos.v1.GateOverride;
import dev.kiban.protos.v1.SloStanding;
import dev.kiban.slo.Gate.Allow;
import dev.kiban.slo.Gate.Hold;
import dev.kiban.slo.Gate.ReleaseOverride;
import dev.kiban.slo.Gate.Standing;
import dev.kiban.slo.Gate.Unknown;
import dev.kiban.slo.ReleaseGate.Verdict;

/// The gate's answer for programs.
public final class GateAnswers {
    private GateAnswers() {}

    public static GateAnswer of(ServiceName service, Verdict verdict) {
        GateAnswer.Builder answer = GateAnswer.newBuilder().setService(service.value());
        verdict.standings().forEach(standing -> answer.addSlos(slo(standing)));
        switch (verdict.answer()) {
            case Allow(var override) -> {
                answer.setAnswer(GateAnswer.Answer.allow);
                override.ifPresent(given -> answer.setOverride(override(given)));
            }
            case Hold(var reasons) ->
                    answer.setAnswer(GateAnswer.Answer.hold).addAllReasons(reasons);
            case Unknown(var reasons) ->
                    answer.setAnswer(GateAnswer.Answer.unknown).addAllReasons(reasons);
        }
        return answer.build();
    }

    private static GateOverride override(ReleaseOverride given) {
        return GateOverride.newBuilder()
                .setBy(given.by())
                .setReason(given.reason())
                .setExpires(given.expires().toString())
                .build();
    }

    private static SloStanding slo(Standing standing) {
        return SloStanding.newBuilder()
                .setName(standing.slo().value())
                .setRemaining(standing.remaining())
                .setCoverage(standing.budget().coverage().percent())
                .addAllFiring(standing.firing())
                .setRemainingAsMeasured(standing.remainingAsMeasured())
                .build();
    }
}
