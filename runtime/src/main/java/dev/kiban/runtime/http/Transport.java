package dev.kiban.runtime.http;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// The event loops, and what listens and calls on them.
///
/// ```java
/// ListenSettings settings = ListenSettings.plain("127.0.0.1", 8080);
/// try (Transport transport = Transport.start(2);
///         Listener listener = transport.listen(settings, loop -> new Hello())) {
///     ...
/// }
/// ```
public final class Transport implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Newcomers newcomers;
    private final List<Loop> loops;

    private Transport(Vertx vertx, Newcomers newcomers, List<Loop> loops) {
        this.vertx = vertx;
        this.newcomers = newcomers;
        this.loops = loops;
    }

    /// Starts the event loops.
    ///
    /// @param eventLoops as many as there are processors for this
    public static Transport start(int eventLoops) {
        Newcomers newcomers = new Newcomers();
        Vertx vertx =
                Vertx.builder()
                        .withTransport(LoopTransport.of(newcomers))
                        .with(
                                new VertxOptions()
                                        .setEventLoopPoolSize(eventLoops)
                                        .setFileSystemOptions(
                                                new FileSystemOptions()
                                                        .setClassPathResolvingEnabled(false)
                                                        .setFileCachingEnabled(false)))
                        .build();
        List<Context> contexts = Collections.synchronizedList(new ArrayList<>());
        await(
                vertx.deployVerticle(
                        () -> new LoopVerticle(contexts),
                        new DeploymentOptions().setInstances(eventLoops)),
                PATIENCE);
        List<Loop> loops = new ArrayList<>();
        for (Context context : contexts) {
            loops.add(new Loop(vertx, context, loops.size()));
        }
        return new Transport(vertx, newcomers, List.copyOf(loops));
    }

    public List<Loop> loops() {
        return loops;
    }

    /// Takes requests on all loops.
    ///
    /// @param handlers makes the handler of each loop, on that loop
    /// @throws TransportFault if the port cannot be had or the certificate cannot be read
    public Listener listen(ListenSettings settings, Function<Loop, ExchangeHandler> handlers) {
        return listen(settings, ConnectionReport.NONE, handlers);
    }

    /// The same, saying what becomes of connections.
    public Listener listen(
            ListenSettings settings,
            ConnectionReport report,
            Function<Loop, ExchangeHandler> handlers) {
        Turnstile turnstile = new Turnstile(settings.limits(), report);
        return LoopListener.start(settings, loops, newcomers, turnstile, handlers);
    }

    @Override
    public void close() {
        await(vertx.close(), PATIENCE);
    }

    /// Blocks a thread that is no event loop until the loops have answered.
    static <T> T await(Future<T> future, Duration atMost) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new TransportFault(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new TransportFault("the event loops did not answer within " + atMost, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportFault("interrupted while waiting for the event loops", e);
        }
    }

    /// A verticle is how Vert.x binds code to one event loop; all that is needed of it is its
    /// context.
    private static final class LoopVerticle extends VerticleBase {
        private final List<Context> contexts;

        LoopVerticle(List<Context> contexts) {
            this.contexts = contexts;
        }

        @Override
        public Future<?> start() {
            contexts.add(context);
            return Future.succeededFuture();
        }
    }
}
