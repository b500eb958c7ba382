package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.definition.Ejection;
import dev.kiban.definition.EndpointSource;
import dev.kiban.definition.Protocol;
import dev.kiban.gateway.UpstreamTarget;
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
    private long nanos;

    TestUpstream(Protocol protocol, int endpoints) {
        this(protocol, endpoints, Ejection.DEFAULT);
    }

    TestUpstream(Protocol protocol, int endpoints, Ejection ejection) {
        for (int i = 0; i < endpoints; i++) {
            addresses.add(new Address("127.0.0.1", FIRST_PORT + i));
        }
        this.upstream =
                new Upstream(
                        new UpstreamTarget(
                                protocol,
                                new EndpointSource.Addresses(addresses),
                                Optional.empty(),
                                Optional.empty(),
                                ejection),
                        addresses,
                        new Surroundings(new SplittableRandom(7), () -> nanos, this::after),
                        address -> lines.computeIfAbsent(address, FakeLine::new));
    }

    @Override
    public Upstream get() {
        return upstream;
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
