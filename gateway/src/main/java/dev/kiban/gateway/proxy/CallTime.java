package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.runtime.http.CallFault;
import dev.kiban.runtime.http.Deadlines.Deadline;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.http.GrpcTimeout;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How long a gRPC call may take, and the end of it when that time is over.
///
/// The client says so (`grpc-timeout`), but a call that is no stream may take no longer than its
/// route allows. A stream may go on for as long as its two sides want.
final class CallTime {
    private static final Duration LONGEST = Duration.ofDays(1);

    /// A service with the same deadline ends the call by itself, a moment before or after us.
    private static final Duration SAME_MOMENT = Duration.ofMillis(20);

    private final Request request;
    private final @Nullable Duration timeout;
    private final boolean ofRoute;
    private @Nullable Deadline deadline;

    private CallTime(Request request, @Nullable Duration timeout, boolean ofRoute) {
        this.request = request;
        this.timeout = timeout;
        this.ofRoute = ofRoute;
    }

    /// @throws Refusal if the header is malformed
    static CallTime of(Request request, GrpcTarget target) {
        String asked = request.headers().get(Names.GRPC_TIMEOUT, "");
        if (asked.isEmpty()) {
            return new CallTime(request, target.streaming() ? null : target.timeout(), true);
        }
        Duration longest = target.streaming() ? LONGEST : target.timeout();
        Duration wanted = parse(asked);
        return wanted.compareTo(longest) < 0
                ? new CallTime(request, wanted, false)
                : new CallTime(request, longest, true);
    }

    /// Hands in a failure when the time is over.
    void start(Consumer<Failure> expired) {
        if (timeout != null) {
            deadline =
                    request.gateway()
                            .deadlines()
                            .after(timeout, () -> expired.accept(Failure.TIMED_OUT));
        }
    }

    /// Whether it is the route that says how long, and not the client.
    boolean isOfRoute() {
        return ofRoute;
    }

    void stop() {
        if (deadline != null) {
            deadline.cancel();
        }
    }

    /// Tells the service how much time is left.
    void tell(Headers headers) {
        if (timeout != null) {
            headers.set(Names.GRPC_TIMEOUT, GrpcTimeout.format(request.timeLeft(timeout)));
        }
    }

    /// Why there is no reply: the time was over, if the call was cut off just then.
    Failure failure(CallFault fault) {
        boolean cutOff = fault.kind() == CallFault.Kind.BROKEN;
        if (cutOff && timeout != null && request.timeLeft(timeout).compareTo(SAME_MOMENT) < 0) {
            return Failure.TIMED_OUT;
        }
        return Failure.ofGrpc(fault);
    }

    private static Duration parse(String header) {
        return GrpcTimeout.parse(header)
                .orElseThrow(
                        () ->
                                Refusal.invalid(
                                        "header 'grpc-timeout': expected up to 8 digits and a unit, such as 500m"));
    }
}
