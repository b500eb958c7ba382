package dev.kiban.pace.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiban.pace.shared.SharedStore;
import dev.kiban.pace.shared.StoreCall;
import dev.kiban.runtime.redis.RedisLink;
import dev.kiban.runtime.redis.RedisScript;
import dev.kiban.runtime.redis.RedisUrl;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// What replicas share, in a Redis. Each call is one round trip.
///
/// All keys have one hash tag, so that a cluster of Redis has them in one place: a call is one step
/// for all limits of a job.
public final class RedisStore implements SharedStore, AutoCloseable {
    private final RedisLink link;
    private volatile Listener listener = Listener.NONE;

    private RedisStore(RedisLink link) {
        this.link = link;
    }

    /// One that is not connected yet.
    public static RedisStore open(RedisUrl url, Log log) {
        return new RedisStore(RedisLink.open(url, script(), log));
    }

    static RedisScript script() {
        try (InputStream in = RedisStore.class.getResourceAsStream("pace.lua")) {
            if (in == null) {
                throw new IllegalStateException("pace.lua is missing");
            }
            return RedisScript.of(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Connects, and tells from then on.
    public void start(Listener newListener) {
        listener = newListener;
        link.start(
                new RedisLink.Events() {
                    @Override
                    public void isUp() {
                        newListener.isBack();
                    }

                    @Override
                    public void isDown() {
                        newListener.isAway();
                    }
                });
    }

    @Override
    public void send(StoreCall call) {
        Wire.Sent sent = Wire.of(call);
        link.call(
                sent.keys(),
                sent.arguments(),
                reply -> listener.answered(call.number(), Wire.reply(call, reply)));
    }

    @Override
    public void giveUp() {
        link.drop();
    }

    @Override
    public void close() {
        link.close();
    }
}
