package dev.kiban.pace;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The flows that stand at one bucket. Its alarm is the time at which that lets the next one pass.
final class Stop extends Alarm {
    /// Of so many turns each priority has at least one, even if both others are passed over.
    static final int TURNS = 16;

    private static final int PATIENCE = TURNS - 2;

    final Key key;
    private final @Nullable Row[] rows = new Row[Priority.values().length];

    /// What tells a bucket from all others.
    record Key(Barrier barrier, long high, long low) {}

    Stop(Key key) {
        this.key = key;
    }

    Barrier barrier() {
        return key.barrier();
    }

    boolean isEmpty() {
        for (Row row : rows) {
            if (row != null && !row.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    boolean isOpen(long now) {
        return key.barrier().isOpen(key.high(), key.low(), now);
    }

    long opensAt(long now) {
        return key.barrier().opensAt(key.high(), key.low(), 0, now);
    }

    void add(Flow flow) {
        row(flow.key.priority()).add(flow);
    }

    /// Whose turn it is: of the highest priority, unless a lower one was passed over for long.
    /// There must be one.
    Flow first() {
        Row first = null;
        for (int i = rows.length - 1; i >= 0; i--) {
            Row row = rows[i];
            if (row == null || row.isEmpty()) {
                continue;
            }
            if (row.passedOver() >= PATIENCE) {
                return row.first();
            }
            first = row;
        }
        return Objects.requireNonNull(first).first();
    }

    /// Counts a turn.
    void served(Queue queue, int permits) {
        for (Row row : rows) {
            if (row != null && !row.isEmpty()) {
                row.passOver();
            }
        }
        queue.row.served(queue, permits);
    }

    /// What those cost who stand here and go before the next ask of a tenant.
    long ahead(Priority priority, Queue.Tenant tenant) {
        long ahead = 0;
        for (int i = 0; i < priority.rank(); i++) {
            Row row = rows[i];
            ahead += row == null ? 0 : row.cost();
        }
        Row own = rows[priority.rank()];
        return ahead + (own == null ? 0 : own.ahead(tenant));
    }

    private Row row(Priority priority) {
        Row row = rows[priority.rank()];
        if (row == null) {
            row = new Row(this);
            rows[priority.rank()] = row;
        }
        return row;
    }
}
