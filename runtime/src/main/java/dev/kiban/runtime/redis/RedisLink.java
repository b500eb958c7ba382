package dev.kiban.runtime.redis;

import static dev.kiban.runtime.telemetry.log.LogKey.REASON;
import static dev.kiban.runtime.telemetry.log.LogKey.SERVER;

import dev.kiban.runtime.telemetry.log.Log;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A connection to a Redis, on which a script is called: many calls at a time, answered in order.
/// When it breaks, it is made anew, at first soon, then more and more seldom.
///
/// ```java
/// RedisLink link = RedisLink.open(url, script, log);
/// link.start(events);
/// link.call(keys, arguments, reply -> count(reply.number(0)));
/// ```
///
/// Safe for all threads. Whoever calls while there is no connection, or before it breaks, is not
/// answered: [Events#isDown] tells.
public final class RedisLink implements AutoCloseable {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int FIRST_PAUSE_MILLIS = 50;
    private static final int LONGEST_PAUSE_MILLIS = 2_000;
    private static final int MAX_UNANSWERED = 200_000;
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    private final RedisUrl url;
    private final RedisScript script;
    private final Log log;
    private final Vertx vertx;
    private Events events = Events.NONE; // set before the first connection
    private volatile @Nullable Session session;
    private volatile boolean closed;
    private int failures; // of the loop

    /// Who is told what becomes of the connection, on a thread that must not be blocked.
    public interface Events {
        /// Nobody.
        Events NONE =
                new Events() {
                    @Override
                    public void isUp() {}

                    @Override
                    public void isDown() {}
                };

        /// It can be called.
        void isUp();

        /// No call that is under way will be answered.
        void isDown();
    }

    /// One connection, from the first attempt on.
    private static final class Session {
        private final Redis client;
        private @Nullable RedisConnection connection;
        private boolean isUp;

        Session(Redis client) {
            this.client = client;
        }
    }

    private RedisLink(RedisUrl url, RedisScript script, Log log) {
        this.url = url;
        this.script = script;
        this.log = log;
        this.vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(1)
                                .setFileSystemOptions(
                                        new FileSystemOptions()
                                                .setClassPathResolvingEnabled(false)
                                                .setFileCachingEnabled(false)));
    }

    /// One that is not connected yet.
    public static RedisLink open(RedisUrl url, RedisScript script, Log log) {
        return new RedisLink(url, script, log);
    }

    /// Connects, now and whenever the connection breaks.
    public void start(Events newEvents) {
        events = newEvents;
        vertx.runOnContext(_ -> connect());
    }

    /// Calls the script.
    ///
    /// @param taker is told what it returned, on a thread that must not be blocked
    public void call(List<String> keys, List<String> arguments, Consumer<RedisReply> taker) {
        Session current = session;
        RedisConnection connection = current == null ? null : current.connection;
        if (current == null || connection == null || !current.isUp) {
            return;
        }
        connection
                .send(request(Command.EVALSHA, script.sha1(), keys, arguments))
                .onComplete(
                        response -> taker.accept(reply(response)),
                        fault -> {
                            if (isUnknownScript(fault)) {
                                again(current, connection, keys, arguments, taker);
                            } else {
                                fail(current, fault);
                            }
                        });
    }

    /// Redis has forgotten its scripts: this one brings it along.
    private void again(
            Session current,
            RedisConnection connection,
            List<String> keys,
            List<String> arguments,
            Consumer<RedisReply> taker) {
        connection
                .send(request(Command.EVAL, script.source(), keys, arguments))
                .onComplete(
                        response -> taker.accept(reply(response)), fault -> fail(current, fault));
    }

    /// Drops the connection: it does not answer in time. It is made anew after a while.
    public void drop() {
        vertx.runOnContext(
                _ -> {
                    Session current = session;
                    if (current != null) {
                        end(current, "it does not answer in time");
                    }
                });
    }

    @Override
    public void close() {
        closed = true;
        try {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            log.fault("The connection to Redis does not end", e);
        }
    }

    private static Request request(
            Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private static RedisReply reply(Response response) {
        if (response.type() != ResponseType.MULTI) {
            return new RedisReply(List.of(response.toString()));
        }
        List<String> parts = new ArrayList<>(response.size());
        for (Response part : response) {
            parts.add(part.toString());
        }
        return new RedisReply(parts);
    }

    private static boolean isUnknownScript(Throwable fault) {
        return String.valueOf(fault.getMessage()).startsWith("NOSCRIPT");
    }

    /// On the loop, as all that follows.
    private void connect() {
        if (closed) {
            return;
        }
        Session next = new Session(Redis.createClient(vertx, options()));
        session = next;
        vertx.setTimer(
                CONNECT_MILLIS,
                _ -> {
                    if (!next.isUp) {
                        end(next, "it does not answer in time");
                    }
                });
        next.client
                .connect()
                .onComplete(connection -> greet(next, connection), fault -> fail(next, fault));
    }

    private void greet(Session next, RedisConnection connection) {
        next.connection = connection;
        connection.exceptionHandler(fault -> fail(next, fault));
        connection.endHandler(_ -> end(next, "it has closed the connection"));
        connection
                .send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.source()))
                .onComplete(
                        _ -> {
                            if (session == next) {
                                next.isUp = true;
                                failures = 0;
                                log.info("Redis is there", SERVER.is(url));
                                events.isUp();
                            }
                        },
                        fault -> fail(next, fault));
    }

    private void fail(Session of, Throwable fault) {
        vertx.runOnContext(_ -> end(of, String.valueOf(fault.getMessage())));
    }

    private void end(Session ended, String why) {
        if (session != ended) {
            return;
        }
        session = null;
        if (ended.isUp || failures == 0) {
            log.warn("Redis is away", SERVER.is(url), REASON.is(why));
        }
        RedisConnection connection = ended.connection;
        if (connection != null) {
            connection.close();
        }
        ended.client.close();
        if (ended.isUp) {
            events.isDown();
        }
        failures++;
        if (!closed) {
            vertx.setTimer(pauseMillis(), _ -> connect());
        }
    }

    private long pauseMillis() {
        int doublings = Math.min(failures - 1, Integer.numberOfTrailingZeros(64));
        return Math.min(LONGEST_PAUSE_MILLIS, (long) FIRST_PAUSE_MILLIS << doublings);
    }

    private RedisOptions options() {
        RedisOptions options =
                new RedisOptions()
                        .setConnectionString(
                                "%s://%s:%d/%d"
                                        .formatted(
                                                url.tls() ? "rediss" : "redis",
                                                url.host(),
                                                url.port(),
                                                url.database()))
                        .setProtocolNegotiation(false)
                        .setMaxPoolSize(1)
                        .setMaxPoolWaiting(1)
                        .setMaxWaitingHandlers(MAX_UNANSWERED)
                        .setNetClientOptions(
                                new NetClientOptions()
                                        .setConnectTimeout(CONNECT_MILLIS)
                                        .setTcpNoDelay(true)
                                        .setTcpKeepAlive(true)
                                        .setHostnameVerificationAlgorithm("HTTPS"));
        url.login().user().ifPresent(options::setUser);
        url.login().password().ifPresent(options::setPassword);
        return options;
    }
}
