package dev.kiban.gateway.schema;

import dev.kiban.runtime.http.ClientTls;
import dev.kiban.runtime.http.HttpProtocol;
import dev.kiban.runtime.http.Loop;
import dev.kiban.runtime.http.Origin;
import dev.kiban.runtime.http.OriginSettings;
import dev.kiban.runtime.http.TransportFault;
import dev.kiban.transcode.http.GrpcCode;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reflection calls over the gateway's own HTTP/2, on one of its event loops. Each makes a
/// connection of its own and closes it: calls are rare, and so none is kept to an upstream that has
/// gone.
public final class HttpReflectionCalls implements ReflectionCalls {
    private static final OriginSettings.Limits LIMITS =
            new OriginSettings.Limits(1, 1, Duration.ofSeconds(2), Duration.ofSeconds(60));

    /// The call ends itself in time; this is for a loop that does not run at all.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Loop loop;

    /// Calls that share this loop with its requests.
    public HttpReflectionCalls(Loop loop) {
        this.loop = loop;
    }

    @Override
    public Outcome call(Call call) {
        ReflectionStream stream = new ReflectionStream(call);
        loop.execute(() -> start(call, stream));
        return await(stream.outcome(), call.timeout().plus(GRACE));
    }

    private void start(Call call, ReflectionStream stream) {
        try {
            Origin origin = new Origin(loop, settings(call));
            Loop.Timer timer = loop.schedule(call.timeout(), stream::timedOut);
            stream.whenOver(
                    () -> {
                        timer.cancel();
                        loop.execute(origin::close); // not amid its own event
                    });
            origin.call(stream);
        } catch (TransportFault e) {
            stream.fail(GrpcCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static OriginSettings settings(Call call) {
        return new OriginSettings(
                call.address().host(),
                call.address().port(),
                HttpProtocol.HTTP_2,
                call.tls().map(tls -> new ClientTls(tls.trust(), tls.serverName())),
                LIMITS);
    }

    private static Outcome await(Future<Outcome> outcome, Duration limit) {
        try {
            return outcome.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Outcome.Failed(GrpcCode.DEADLINE_EXCEEDED, "the event loop is busy");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed(GrpcCode.CANCELLED, "interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a stream always has an outcome", e);
        }
    }
}
