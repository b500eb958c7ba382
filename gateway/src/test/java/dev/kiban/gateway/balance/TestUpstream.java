package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.definition.Concurrency;
import dev.kiban.definition.Ejection;
import dev.kiban.definition.EndpointSource;
import dev.kiban.definition.Protocol;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.limit.CallLimit;
import dev.kiban.runtime.http.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An upstream of fake lines, at a time that a test sets.
final class TestUpstream implements Supplier<Upstream> {
    private static final int FIRST_PORT = 9001;

    private final Map<Address, FakeLine> lines = new HashMap<>();
    private final List<Address> addresses = new ArrayList<>();
    private final List<Runnable> alarms = new ArrayList<>();
    private final Upstream upstream;
    private final CallLimits limits = new CallLimits();
    private final NotedBalance report = new NotedBalance();
    private long nanos;

    TestUpstream(Protocol protocol, int endpoints) {
        this(protocol, endpoints, Ejection.DEFAULT);
    }

    TestUpstream(Protocol protocol, int endpoints, Ejection ejection) {
        this(protocol, endpoints, ejection, Optional.empty());
    }

    /// With a limit of its calls.
    TestUpstream(Protocol protocol, int endpoints, Ejection ejection, Optional<Concurrency> rule) {
        for (int i = 0; i < endpoints; i++) {
            addresses.add(new Address("127.0.0.1", FIRST_PORT + i));
        }
        UpstreamTarget target =
                new UpstreamTarget(
                        protocol,
                        new EndpointSource.Addresses(addresses),
                        Optional.empty(),
                        Optional.empty(),
                        ejection,
                        rule);
        this.upstream =
                new Upstream(
                        target,
                        addresses,
                        limits.gate(target, () -> nanos),
                        new Surroundings(new SplittableRandom(7), () -> nanos, this::after, report),
                        address -> lines.computeIfAbsent(address, FakeLine::new));
    }

    @Override
    public Upstream get() {
        return upstream;
    }

    /// How many calls are under way, where there is a limit of them.
    int underWay() {
        return limits.all().stream().mapToInt(CallLimit::underWay).sum();
    }

    /// What was told of it.
    NotedBalance report() {
        return report;
    }

    FakeLine line(int index) {
        FakeLine line = lines.get(addresses.get(index));
        if (line == null) {
            throw new IllegalArgumentException("no endpoint " + index);
        }
        return line;
    }

    /// These say that they cannot serve, and no others.
    void cannotServe(Integer... indexes) {
        upstream.hear(
                Stream.of(indexes).map(addresses::get).collect(Collectors.toUnmodifiableSet()));
    }

    /// From here on it has these endpoints, by index, which may be new.
    void leadsTo(Integer... indexes) {
        for (int next = addresses.size(); next <= Collections.max(List.of(indexes)); next++) {
            addresses.add(new Address("127.0.0.1", FIRST_PORT + next));
        }
        upstream.lead(Stream.of(indexes).map(addresses::get).toList());
    }

    /// It has no endpoint from here on.
    void leadsNowhere() {
        upstream.lead(List.of());
    }

    /// Time goes by, second by second.
    void passes(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            nanos += Duration.ofSeconds(1).toNanos();
            upstream.tick();
        }
    }

    /// Sends requests one after the other, each answered at once by whom it comes to.
    ///
    /// @return what became of them
    List<FakeCaller> send(int requests, Repeats repeats, Answerer answerer) {
        List<FakeCaller> callers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            FakeCaller caller = new FakeCaller();
            callers.add(caller);
            upstream.attempts(caller, repeats).begin();
            Optional<FakeLine> line = anyBusy();
            while (line.isPresent()) {
                answerer.answer(addresses.indexOf(line.get().address()), line.get());
                line = anyBusy();
            }
        }
        return callers;
    }

    /// What was to happen later happens now.
    void alarmsGoOff() {
        List<Runnable> due = List.copyOf(alarms);
        alarms.clear();
        due.forEach(Runnable::run);
    }

    private Loop.Timer after(Duration delay, Runnable task) {
        alarms.add(task);
        return () -> alarms.remove(task);
    }

    private Optional<FakeLine> anyBusy() {
        return lines.values().stream().filter(FakeLine::hasCalls).findAny();
    }

    /// How endpoints answer.
    interface Answerer {
        void answer(int index, FakeLine line);
    }
}
