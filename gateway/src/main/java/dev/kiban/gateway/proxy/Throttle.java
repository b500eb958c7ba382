package dev.kiban.gateway.proxy;

import dev.kiban.definition.RateLimit;
import dev.kiban.definition.RateLimit.ByAddress;
import dev.kiban.definition.RateLimit.ByCaller;
import dev.kiban.definition.RateLimit.ByHeader;
import dev.kiban.definition.RateLimit.ByIdentity;
import dev.kiban.definition.RateLimit.ByRoute;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.access.Identity;
import dev.kiban.gateway.limit.Rate;
import dev.kiban.gateway.limit.RateKey;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.http.GrpcCode;
import java.util.List;
import java.util.Optional;

/// Holds requests to the rates of their routes.
final class Throttle {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Throttle() {}

    /// Whether more is taken from the address that a request comes from; otherwise says so. Asked
    /// first of all, so that whoever guesses at tokens is held back before they cost anything.
    static boolean takesMoreFrom(Request request, Target target) {
        return admits(request, target, request.plan().rates(target.terms()).first());
    }

    /// Whether a request is let through, now that it is known who calls; otherwise says so.
    static boolean admits(Request request, Target target) {
        return admits(request, target, request.plan().rates(target.terms()).others());
    }

    /// One that a rate refuses costs the rates beside it nothing.
    private static boolean admits(Request request, Target target, List<Rate> rates) {
        if (rates.isEmpty()) {
            return true;
        }
        long now = System.nanoTime();
        for (int i = 0; i < rates.size(); i++) {
            Rate rate = rates.get(i);
            long wait = rate.take(key(rate, request), now);
            if (wait > 0) {
                rates.subList(0, i).forEach(taken -> taken.giveBack(key(taken, request), now));
                refuse(request, target, rate.limit(), wait);
                return false;
            }
        }
        return true;
    }

    private static Object key(Rate rate, Request request) {
        Optional<Identity> identity = request.identity();
        return switch (rate.limit().by()) {
            case ByRoute _ -> RateKey.ALL;
            case ByCaller _ when identity.isPresent() -> RateKey.caller(identity.get().caller());
            case ByIdentity _ when identity.isPresent() ->
                    RateKey.identity(identity.get().caller(), identity.get().subject());
            case ByCaller _, ByIdentity _, ByAddress _ ->
                    request.client().address().map(RateKey::address).orElse(RateKey.ALL);
            case ByHeader(String name) -> RateKey.header(request.headers().get(name, ""));
        };
    }

    private static void refuse(Request request, Target target, RateLimit limit, long waitNanos) {
        long seconds = Math.ceilDiv(waitNanos, NANOS_PER_SECOND);
        Headers headers = request.exchange().headers();
        headers.set(Names.RETRY_AFTER, Long.toString(seconds));
        if (target instanceof GrpcTarget) {
            headers.set(
                    Names.GRPC_RETRY_PUSHBACK,
                    Long.toString(Math.ceilDiv(waitNanos, NANOS_PER_MILLI)));
        }
        Answers.refusal(
                request,
                target,
                Failure.of(
                        GrpcCode.RESOURCE_EXHAUSTED,
                        "the rate is %s: try again in %d s".formatted(limit.text(), seconds)));
    }
}
