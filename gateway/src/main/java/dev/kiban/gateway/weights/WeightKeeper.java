package dev.kiban.gateway.weights;

import static dev.kiban.runtime.telemetry.log.LogKey.REASON;
import static dev.kiban.runtime.telemetry.log.LogKey.SPLIT;
import static dev.kiban.runtime.telemetry.log.LogKey.VALUE;

import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.Traffic.Shared;
import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.split.SplitName;
import dev.kiban.gateway.split.Weights;
import dev.kiban.gateway.split.Weights.Weighting;
import dev.kiban.gateway.weights.WeightBook.Change;
import dev.kiban.gateway.weights.WeightBook.Changed;
import dev.kiban.runtime.lifecycle.Beat;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Keeps a gateway on the weights that count: takes them from the store once a second, and keeps
/// them in a file, by which it goes on where the store is away, and begins again.
///
/// ```java
/// WeightKeeper keeper = new WeightKeeper(file, ports, log);
/// keeper.start();
/// ```
public final class WeightKeeper implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// As whom a definition speaks that takes the word back.
    private static final String DEFINITION = "definition";

    private final WeightFile file;
    private final Ports ports;
    private final Log log;
    private final Beat beat;
    private final Set<SplitName> held = new HashSet<>();
    private Weights known = Weights.NONE;
    private Weights written = Weights.NONE;

    /// What keeping needs of the outside.
    ///
    /// @param store while it is open
    /// @param book the same, for changes
    /// @param plan that is live
    /// @param weigh has requests go by other weights
    public record Ports(
            Supplier<Optional<WeightStore>> store,
            Supplier<Optional<WeightBook>> book,
            Supplier<Optional<GatewayPlan>> plan,
            Consumer<Weights> weigh) {}

    public WeightKeeper(WeightFile file, Ports ports, Log log) {
        this.file = file;
        this.ports = ports;
        this.log = log;
        this.beat = new Beat("weights", PAUSE, this::round, log);
    }

    /// Begins with what was known last.
    public void start() {
        remember();
        beat.start();
    }

    @Override
    public void close() {
        beat.close();
    }

    /// Goes by what was known last.
    void remember() {
        try {
            known = file.read();
            written = known;
        } catch (UncheckedIOException | IllegalArgumentException e) {
            log.warn("Weights are forgotten", REASON.is(String.valueOf(e.getMessage())));
        }
        held.addAll(known.bySplit().keySet());
        ports.weigh().accept(known);
    }

    /// Looks once.
    void round() {
        ports.store().get().ifPresent(store -> take(counting(store)));
        ports.plan().get().ifPresent(this::giveBack);
    }

    private static Weights counting(WeightStore store) {
        Map<SplitName, Weighting> counting = new HashMap<>();
        for (WeightVersion version : store.counting()) {
            if (version.isSet()) {
                counting.put(version.name(), version.weighting());
            }
        }
        return new Weights(counting);
    }

    private void take(Weights now) {
        if (!now.equals(known)) {
            adopt(now);
        }
        if (!now.equals(written)) {
            file.write(now);
            written = now;
        }
    }

    private void adopt(Weights now) {
        ports.weigh().accept(now);
        now.bySplit()
                .forEach(
                        (name, weighting) -> {
                            if (!weighting.equals(known.bySplit().get(name))) {
                                tell("Traffic is shared anew", name, weighting.split());
                            }
                        });
        known.bySplit().keySet().stream()
                .filter(name -> !now.bySplit().containsKey(name))
                .forEach(name -> log.info("Traffic is shared as defined", SPLIT.is(name)));
        known = now;
    }

    /// Weights that were in force here give way to a definition that has changed, for good: they
    /// must not come back when it says what it said then. A gateway that never had them in force
    /// may have old definitions, and leaves them alone.
    private void giveBack(GatewayPlan plan) {
        if (known.bySplit().isEmpty()) {
            return;
        }
        Map<SplitName, Split> defined = splits(plan);
        known.bySplit()
                .forEach(
                        (name, weighting) -> {
                            Split now = defined.get(name);
                            if (now != null && weighting.based().equals(now)) {
                                held.add(name);
                            } else if (now != null && held.contains(name)) {
                                ports.book().get().ifPresent(book -> giveBack(name, now, book));
                            }
                        });
    }

    private void giveBack(SplitName name, Split defined, WeightBook book) {
        Change change =
                new Change(
                        name,
                        defined,
                        OptionalLong.empty(),
                        DEFINITION,
                        "the definition has other shares now");
        if (book.giveBack(change) instanceof Changed) {
            tell("The definition has other shares: weights are given back", name, defined);
        }
        held.remove(name);
    }

    private void tell(String message, SplitName name, Split split) {
        log.info(message, SPLIT.is(name), VALUE.is(split.text()));
    }

    private static Map<SplitName, Split> splits(GatewayPlan plan) {
        Map<SplitName, Split> splits = new HashMap<>();
        for (Shared shared : plan.shared()) {
            splits.put(shared.name(), shared.split());
        }
        return splits;
    }
}
