package dev.kiban.gateway.count;

import static dev.kiban.runtime.telemetry.log.LogKey.REASON;

import dev.kiban.gateway.count.CountsOut.Later;
import dev.kiban.gateway.count.CountsOut.Outcome;
import dev.kiban.gateway.count.CountsOut.Taken;
import dev.kiban.gateway.count.InstanceFolder.Losses;
import java.io.IOException;
import java.util.Optional;

/// Hands sealed minutes to the store, those of dead instances first, and forgets each when the
/// store has it. It knows only what is in the folder, so there is nothing to lose between two
/// processes. Used by one thread.
final class CountShipper {
    private final CountFolder folder;
    private final CountsOut out;
    private final Losses losses;
    private boolean refused;

    CountShipper(CountFolder folder, CountsOut out) {
        this.folder = folder;
        this.out = out;
        this.losses = folder.losses();
    }

    /// Ships until nothing waits or the store takes nothing.
    ///
    /// @return whether nothing waits
    boolean ship() throws IOException {
        try {
            for (InstanceFolder dead : folder.dead()) {
                if (!ship(dead)) {
                    return false;
                }
                folder.release(dead);
            }
            return ship(folder.own());
        } finally {
            losses.report().minutesWaiting(waiting());
        }
    }

    private boolean ship(InstanceFolder instance) throws IOException {
        for (long minute : instance.sealedMinutes()) {
            Optional<MinuteCounts> counts = instance.read(minute, losses);
            if (counts.isPresent()) {
                if (!isTaken(counts.get())) {
                    return false;
                }
                instance.delete(minute);
            }
        }
        return true;
    }

    private boolean isTaken(MinuteCounts counts) {
        return switch (take(counts)) {
            case Taken _ -> {
                if (refused) {
                    losses.log().info("Counts are taken again");
                }
                refused = false;
                yield true;
            }
            case Later(String why) -> {
                if (!refused) {
                    losses.log().warn("Counts wait for the store", REASON.is(why));
                }
                refused = true;
                yield false;
            }
        };
    }

    /// A fault of the store is no reason to lose counts.
    private Outcome take(MinuteCounts counts) {
        try {
            return out.take(counts);
        } catch (RuntimeException e) {
            return new Later(e.toString());
        }
    }

    private int waiting() throws IOException {
        int minutes = folder.own().sealedMinutes().size();
        for (InstanceFolder dead : folder.dead()) {
            minutes += dead.sealedMinutes().size();
        }
        return minutes;
    }
}
