package dev.kiban.gateway.reload;

import static dev.kiban.runtime.telemetry.log.LogKey.COUNT;
import static dev.kiban.runtime.telemetry.log.LogKey.GENERATION;
import static dev.kiban.runtime.telemetry.log.LogKey.PROBLEM;
import static dev.kiban.runtime.telemetry.log.LogKey.ROUTES;

import dev.kiban.definition.Problem;
import dev.kiban.gateway.report.GatewayMetrics;
import dev.kiban.gateway.report.ReloadResult;
import dev.kiban.gateway.schema.SchemaSources;
import dev.kiban.runtime.telemetry.log.Log;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Keeps the gateway on the newest valid plan: looks four times a second, loads when something has
/// changed, and hands a plan that compiles to the gateway. One that does not changes nothing: its
/// problems are logged once and kept for who asks.
///
/// ```java
/// ReloadLoop loop = new ReloadLoop(directory, sources, ports);
/// if (loop.first() instanceof Reload.Refused(var problems)) { … }
/// loop.start(live -> gateway.serve(live.plan()));
/// ```
public final class ReloadLoop implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    /// Problems of one reload that are logged; `/problems` has all.
    private static final int MAX_LOGGED = 50;

    private final PlanLoader loader;
    private final Ports ports;
    private final Thread thread;
    private volatile boolean closed;
    private Consumer<LivePlan> serve = live -> {};

    /// Whom the loop tells.
    public record Ports(GatewayStatus status, GatewayMetrics metrics, Log log) {}

    /// A loop that has not begun.
    public ReloadLoop(Path directory, SchemaSources sources, InstantSource clock, Ports ports) {
        this.loader = new PlanLoader(directory, sources, clock);
        this.ports = ports;
        this.thread = Thread.ofPlatform().daemon().name("reload").unstarted(this::run);
    }

    /// Loads for the first time, on the caller's thread. What is wrong then is the caller's to say.
    public Reload first() {
        Reload reload = loader.load();
        if (reload instanceof Reload.Compiled compiled) {
            becameLive(compiled);
        }
        return reload;
    }

    /// Goes on by itself.
    ///
    /// @param newServe given each new plan; has it live when it returns
    public void start(Consumer<LivePlan> newServe) {
        serve = newServe;
        thread.start();
    }

    /// Ends after the reload that may be under way.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(this, TICK.toNanos());
            try {
                tick();
            } catch (RuntimeException e) {
                // A fault of ours, or a plan that the event loops did not take: the next change is
                // another chance, and until then requests go on by the old plan.
                ports.metrics().reloaded(ReloadResult.FAULT);
                ports.log().fault("Reload failed", e);
            }
        }
    }

    private void tick() {
        if (!loader.isDue()) {
            return;
        }
        switch (loader.load()) {
            case Reload.Compiled compiled -> {
                serve.accept(compiled.live());
                becameLive(compiled);
            }
            case Reload.Unchanged _ -> unchanged();
            case Reload.Refused(List<Problem> problems) -> refused(problems);
        }
    }

    private void becameLive(Reload.Compiled compiled) {
        LivePlan live = compiled.live();
        ports.status().becameLive(live);
        ports.metrics().reloaded(ReloadResult.LIVE);
        ports.metrics().planLive(live.generation(), live.loadedAt().getEpochSecond());
        ports.log()
                .info(
                        "Plan is live",
                        GENERATION.is(live.generation()),
                        ROUTES.is(live.plan().routes().size()));
        if (!compiled.leftOut().isEmpty()) {
            tell("Routes of some services are left out", compiled.leftOut());
        }
    }

    private void unchanged() {
        ports.metrics().reloaded(ReloadResult.UNCHANGED);
        if (!ports.status().problems().isEmpty()) {
            ports.status().recovered();
            ports.log().info("Definitions are valid again, and the plan is as it was");
        }
    }

    private void refused(List<Problem> problems) {
        ports.metrics().reloaded(ReloadResult.REFUSED);
        if (!problems.equals(ports.status().problems())) {
            tell("Definitions are refused; the plan stays", problems);
        }
    }

    private void tell(String message, List<Problem> problems) {
        ports.status().found(problems);
        ports.log().warn(message, COUNT.is(problems.size()));
        problems.stream()
                .limit(MAX_LOGGED)
                .forEach(
                        problem ->
                                ports.log().warn("Definition problem", PROBLEM.is(text(problem))));
    }

    private static String text(Problem problem) {
        return "%s: %s %s".formatted(problem.at(), problem.code(), problem.message());
    }
}
