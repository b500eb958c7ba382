package dev.kiban.pace.door;

import dev.kiban.kernel.Json;
import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.reception.Refusal;
import dev.kiban.pace.reception.Seconds;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.http.GrpcCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Writes answers to asks.
final class Replies {
    private static final CharSequence PERMIT = Headers.ascii("kiban-permit");
    private static final CharSequence LEASE = Headers.ascii("kiban-lease");
    private static final CharSequence WAIT = Headers.ascii("kiban-wait");
    private static final CharSequence RETRY_AFTER = Headers.ascii("retry-after");
    private static final CharSequence ALLOW = Headers.ascii("allow");
    private static final CharSequence CONTENT_TYPE = Headers.ascii("content-type");
    private static final CharSequence JSON = Headers.ascii("application/json");
    private static final CharSequence AUTHENTICATE = Headers.ascii("www-authenticate");
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final byte[] NOTHING = {};

    private Replies() {}

    /// Go, now.
    static void pass(Pass pass, Exchange exchange) {
        permit(pass, exchange);
        exchange.end(NOTHING, 0, 0);
    }

    /// Go, then.
    static void turn(Pass pass, long nowNanos, Exchange exchange) {
        permit(pass, exchange);
        long wait = Math.max(0, pass.turnNanos() - nowNanos);
        exchange.headers().add(WAIT, Seconds.text(Duration.ofNanos(wait)));
        exchange.end(NOTHING, 0, 0);
    }

    private static void permit(Pass pass, Exchange exchange) {
        exchange.status(200);
        Headers headers = exchange.headers();
        headers.add(PERMIT, pass.permit().id());
        Duration lease = pass.permit().lease();
        if (!lease.isZero()) {
            headers.add(LEASE, Seconds.text(lease));
        }
    }

    /// What was to become of a permit has.
    static void noted(Exchange exchange) {
        exchange.status(204);
        exchange.end();
    }

    static void refuse(Refusal refusal, Exchange exchange) {
        Headers headers = exchange.headers();
        refusal.retryAfter().ifPresent(after -> headers.add(RETRY_AFTER, wholeSeconds(after)));
        if (refusal.code() == GrpcCode.UNAUTHENTICATED) {
            headers.add(AUTHENTICATE, "ApiKey");
        }
        error(refusal.code().httpStatus(), refusal, exchange);
    }

    static void unknownSignal(String signal, Exchange exchange) {
        refuse(
                new Refusal(
                        GrpcCode.NOT_FOUND,
                        "the pace is steered by no signal '%s'".formatted(Refusal.shown(signal))),
                exchange);
    }

    static void notFound(Exchange exchange) {
        refuse(
                new Refusal(
                        GrpcCode.NOT_FOUND,
                        "asks go to /pace/NAME, permits to /pace/NAME/permits/ID, signals to /pace/NAME/signals/SIGNAL"),
                exchange);
    }

    static void wrongMethod(String allowed, Exchange exchange) {
        exchange.headers().add(ALLOW, allowed);
        error(METHOD_NOT_ALLOWED, new Refusal(GrpcCode.UNIMPLEMENTED, "use " + allowed), exchange);
    }

    /// A `google.rpc.Status`.
    private static void error(int status, Refusal refusal, Exchange exchange) {
        Json code = Json.number(refusal.code().number());
        byte[] body =
                Json.object(Map.of("code", code, "message", Json.text(refusal.message())))
                        .print()
                        .getBytes(StandardCharsets.UTF_8);
        exchange.status(status);
        exchange.headers().add(CONTENT_TYPE, JSON);
        exchange.end(body, 0, body.length);
    }

    /// Rounded up, and never none.
    private static String wholeSeconds(Duration time) {
        return Long.toString(Math.max(1, time.plusSeconds(1).minusNanos(1).toSeconds()));
    }
}
