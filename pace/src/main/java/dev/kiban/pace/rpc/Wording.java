package dev.kiban.pace.rpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.reception.Refusal;
import dev.kiban.protos.pace.v1.Permit;

/// Puts what is known here into messages.
final class Wording {
    private Wording() {}

    /// A permit, as it is now.
    static Permit permit(Pass pass, long nowNanos) {
        java.time.Duration wait = java.time.Duration.ofNanos(pass.turnNanos() - nowNanos);
        java.time.Duration lease = pass.permit().lease();
        Permit.Builder permit = Permit.newBuilder().setId(pass.permit().id());
        if (wait.isPositive()) {
            permit.setWait(duration(wait));
        }
        if (lease.isPositive()) {
            permit.setLease(duration(wait.isPositive() ? lease : left(lease.plus(wait))));
        }
        return permit.build();
    }

    static Status status(Refusal refusal) {
        Status.Builder status =
                Status.newBuilder().setCode(refusal.code().number()).setMessage(refusal.message());
        refusal.retryAfter()
                .ifPresent(
                        after ->
                                status.addDetails(
                                        Any.pack(
                                                RetryInfo.newBuilder()
                                                        .setRetryDelay(duration(after))
                                                        .build())));
        return status.build();
    }

    private static java.time.Duration left(java.time.Duration time) {
        return time.isNegative() ? java.time.Duration.ZERO : time;
    }

    private static Duration duration(java.time.Duration time) {
        return Duration.newBuilder().setSeconds(time.getSeconds()).setNanos(time.getNano()).build();
    }
}
