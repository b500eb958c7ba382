package dev.kiban.pace.redis;

import dev.kiban.pace.shared.StoreCall;
import dev.kiban.pace.shared.StoreReply;
import dev.kiban.runtime.redis.RedisLink;
import dev.kiban.runtime.redis.RedisReply;
import dev.kiban.runtime.redis.RedisScript;
import dev.kiban.runtime.redis.RedisUrl;
import dev.kiban.runtime.telemetry.log.Log;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/// A Redis whose clock is told: what it does is known to the microsecond.
final class RedisClock implements AutoCloseable {
    private static final String READS = "redis.call('TIME')";
    private static final String IS_TOLD = "{ ARGV[#ARGV - 1], ARGV[#ARGV] }";
    private static final String FORGETS =
            "if ARGV[1] == 'forget' then redis.call('FLUSHALL') return { 1 } end\n";
    private static final long SECOND = 1_000_000;

    private final RedisLink link;

    private RedisClock(RedisLink link) {
        this.link = link;
    }

    static RedisClock open(String url) {
        String source = RedisStore.script().source();
        if (!source.contains(READS)) {
            throw new IllegalStateException("the script reads its clock in another way");
        }
        RedisScript script =
                RedisScript.of(
                        FORGETS
                                + source.replace(READS, IS_TOLD)
                                        .replace("while ARGV[a] do", "while a < #ARGV - 1 do"));
        RedisLink link = RedisLink.open(RedisUrl.parse(url), script, Log.of(RedisClock.class));
        CountDownLatch up = new CountDownLatch(1);
        link.start(
                new RedisLink.Events() {
                    @Override
                    public void isUp() {
                        up.countDown();
                    }

                    @Override
                    public void isDown() {}
                });
        try {
            if (!up.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("no Redis at " + url);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new RedisClock(link);
    }

    void forgetAll() {
        RedisReply _ = call(List.of(), List.of("forget"));
    }

    StoreReply apply(StoreCall call, long nowMicros) {
        Wire.Sent sent = Wire.of(call);
        List<String> arguments = new java.util.ArrayList<>(sent.arguments());
        arguments.add(Long.toString(nowMicros / SECOND));
        arguments.add(Long.toString(nowMicros % SECOND));
        return Wire.reply(call, call(sent.keys(), arguments));
    }

    private RedisReply call(List<String> keys, List<String> arguments) {
        SynchronousQueue<RedisReply> answer = new SynchronousQueue<>();
        link.call(
                keys,
                arguments,
                reply -> {
                    try {
                        answer.put(reply);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
        try {
            RedisReply reply = answer.poll(10, TimeUnit.SECONDS);
            if (reply == null) {
                throw new AssertionError("Redis does not answer: " + arguments);
            }
            return reply;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
