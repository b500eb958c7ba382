package dev.kiban.pace.door;

import dev.kiban.kernel.Json;
import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.Headers;
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
    private static final byte[] NOTHING = {};
    private static final long MILLIS_A_SECOND = 1_000;
    private static final long NANOS_A_MILLI = 1_000_000;

    private Replies() {}

    /// Go, now.
    static void pass(Pass pass, Exchange exchange) {
        permit(pass, exchange);
        exchange.end(NOTHING, 0, 0);
    }

    /// Go, then.
    static void turn(Pass pass, long nowNanos, Exchange exchange) {
        permit(pass, exchange);
        exchange.headers().add(WAIT, seconds(Math.max(0, pass.turnNanos() - nowNanos)));
        exchange.end(NOTHING, 0, 0);
    }

    private static void permit(Pass pass, Exchange exchange) {
        exchange.status(200);
        Headers headers = exchange.headers();
        headers.add(PERMIT, pass.permit().id());
        Duration lease = pass.permit().lease();
        if (!lease.isZero()) {
            headers.add(LEASE, seconds(lease.toNanos()));
        }
    }

    /// What was to become of a permit has.
    static void noted(Exchange exchange) {
        exchange.status(204);
        exchange.end();
    }

    static void refused(String pace, Refused refused, Exchange exchange) {
        String of = "pace '%s': ".formatted(pace);
        String again =
                refused.retryAfter().isZero()
                        ? ""
                        : ": ask again in %s s".formatted(seconds(refused.retryAfter().toNanos()));
        switch (refused.reason()) {
            case UNKNOWN_PACE -> unknownPace(pace, exchange);
            case COSTS_TOO_MUCH -> error(400, 3, of + "the job costs more than one may", exchange);
            case LINE_IS_FULL -> later(429, refused, of + full(refused.limit()) + again, exchange);
            case WAIT_IS_TOO_LONG ->
                    later(429, refused, of + "the wait would be too long" + again, exchange);
            case TOO_MANY_KEYS ->
                    later(429, refused, of + "too many keys of one header are busy", exchange);
            case PAUSED -> later(503, refused, of + "it is paused" + again, exchange);
            case TOO_MANY_IN_LINE ->
                    later(503, refused, "as many wait here as can, for all paces", exchange);
            case PACE_HAS_CHANGED ->
                    later(
                            503,
                            refused,
                            of + "it counts otherwise now, or this server ends: ask again",
                            exchange);
            case ASKED_AGAIN ->
                    error(409, 10, of + "the same ask was made again, and waits there", exchange);
        }
    }

    private static String full(String limit) {
        return "as many as the burst of '%s' wait already".formatted(limit);
    }

    static void ends(Exchange exchange) {
        exchange.headers().add(RETRY_AFTER, "1");
        error(503, 14, "this server ends: ask again", exchange);
    }

    static void unknownPace(String pace, Exchange exchange) {
        error(404, 5, "there is no pace '%s'".formatted(shown(pace)), exchange);
    }

    static void unknownPermit(Exchange exchange) {
        error(404, 5, "there is no such permit, or it has ended already", exchange);
    }

    static void storeIsAway(Exchange exchange) {
        exchange.headers().add(RETRY_AFTER, "1");
        error(
                503,
                14,
                "another replica gave this permit, and what they share cannot be reached: say it again",
                exchange);
    }

    static void unknownSignal(String signal, Exchange exchange) {
        error(404, 5, "the pace is steered by no signal '%s'".formatted(shown(signal)), exchange);
    }

    static void notFound(Exchange exchange) {
        error(
                404,
                5,
                "asks go to /pace/NAME, permits to /pace/NAME/permits/ID, signals to /pace/NAME/signals/SIGNAL",
                exchange);
    }

    static void badRequest(String message, Exchange exchange) {
        error(400, 3, message, exchange);
    }

    static void unauthenticated(Exchange exchange) {
        exchange.headers().add(AUTHENTICATE, "ApiKey");
        error(401, 16, "the pace needs a key: send 'x-api-key: …'", exchange);
    }

    static void forbidden(Exchange exchange) {
        error(403, 7, "who asks may not ask for this pace", exchange);
    }

    static void wrongMethod(String allowed, Exchange exchange) {
        exchange.headers().add(ALLOW, allowed);
        error(405, 12, "use " + allowed, exchange);
    }

    private static void later(int status, Refused refused, String message, Exchange exchange) {
        long wait = refused.retryAfter().plusSeconds(1).minusNanos(1).toSeconds();
        exchange.headers().add(RETRY_AFTER, Long.toString(Math.max(1, wait)));
        error(status, status == 429 ? 8 : 14, message, exchange);
    }

    /// A `google.rpc.Status`.
    private static void error(int status, int code, String message, Exchange exchange) {
        byte[] body =
                Json.object(Map.of("code", Json.number(code), "message", Json.text(message)))
                        .print()
                        .getBytes(StandardCharsets.UTF_8);
        exchange.status(status);
        exchange.headers().add(CONTENT_TYPE, JSON);
        exchange.end(body, 0, body.length);
    }

    /// With milliseconds, rounded up: who comes then does not come too early.
    private static String seconds(long nanos) {
        long millis = Math.ceilDiv(nanos, NANOS_A_MILLI);
        String rest = Long.toString(MILLIS_A_SECOND + millis % MILLIS_A_SECOND);
        return millis / MILLIS_A_SECOND + "." + rest.substring(1);
    }

    private static String shown(String text) {
        String cut = text.length() > 64 ? text.substring(0, 64) + "…" : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
