package dev.kiban.pace;

import org.jspecify.annotations.Nullable;

/// An ask that waits for its turn.
abstract sealed class Waiting extends Alarm permits InFlow, Turn, Sent {
    final Ask ask;
    final Permit permit;

    /// Whoever is told; nobody, if the turn is reserved.
    @Nullable Place place;

    Waiting(Ask ask, Permit permit) {
        this.ask = ask;
        this.permit = permit;
    }
}
