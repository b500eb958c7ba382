package dev.kiban.pace;

import dev.kiban.pace.shared.StoreCall;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The permits of a pacer that can be given back: the last ones, of which the oldest is forgotten
/// for each new one, and those of all jobs in flight. Of those at rest there is only a slip.
final class Permits {
    /// As many of the last ones are remembered. Whatever is given back later stays charged.
    static final int REMEMBERED = 1 << 16;

    private static final int FIRST = 1 << 8;
    private static final long MICRO = 1_000;

    private final PermitIds ids;
    private final Map<Long, Permit> inFlight = new HashMap<>();
    private @Nullable Permit[] last = new Permit[FIRST];
    private @Nullable Slip[] slips = new Slip[FIRST];
    private long next;

    Permits(PermitIds ids) {
        this.ids = ids;
    }

    Permit issue(Lane lane, int cost) {
        if (next == last.length && last.length < REMEMBERED) {
            last = Arrays.copyOf(last, 2 * last.length);
            slips = Arrays.copyOf(slips, last.length);
        }
        Permit permit = new Permit(next, lane, cost, ids);
        last[slot(next)] = permit;
        next++;
        return permit;
    }

    /// Nobody here refers to the permit any more, if it is at rest.
    void rest(Permit permit) {
        int slot = slot(permit.number);
        if (!permit.isAtRest() || last[slot] != permit) {
            return;
        }
        Slip slip = slips[slot];
        if (slip == null) {
            slip = new Slip();
            slips[slot] = slip;
        }
        slip.write(permit);
        last[slot] = null;
    }

    void begin(Permit permit) {
        inFlight.put(permit.number, permit);
    }

    void end(Permit permit) {
        inFlight.remove(permit.number);
    }

    /// All jobs in flight.
    List<StoreCall.Running> running(long now) {
        return inFlight.values().stream().flatMap(permit -> running(permit, now)).toList();
    }

    private static Stream<StoreCall.Running> running(Permit permit, long now) {
        Lease lease = permit.running;
        if (lease == null) {
            return Stream.empty();
        }
        List<String> paces = Stream.of(permit.lane.gauges).map(Gauge::label).toList();
        long left = Math.max(0, lease.at() - now) / MICRO;
        long whole = permit.lane.lease.toNanos() / MICRO;
        return Stream.of(new StoreCall.Running(permit.id(), paces, left, whole));
    }

    /// The permit of an id, if it is ours and known.
    Optional<Permit> find(String id) {
        OptionalLong number = ids.number(id);
        return number.isEmpty() ? Optional.empty() : find(number.getAsLong());
    }

    private Optional<Permit> find(long number) {
        Permit running = inFlight.get(number);
        if (running != null) {
            return Optional.of(running);
        }
        Permit permit = last[slot(number)];
        if (permit == null) {
            return wake(number);
        }
        return permit.number == number ? Optional.of(permit) : Optional.empty();
    }

    /// From now on it is one that may be referred to.
    private Optional<Permit> wake(long number) {
        Slip slip = slips[slot(number)];
        Permit permit = slip == null ? null : slip.read(number, ids);
        if (permit != null) {
            last[slot(number)] = permit;
        }
        return Optional.ofNullable(permit);
    }

    private int slot(long number) {
        return (int) number & (last.length - 1);
    }
}
