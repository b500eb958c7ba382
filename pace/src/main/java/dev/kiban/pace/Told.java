package dev.kiban.pace;

import dev.kiban.pace.shared.StoreCall;
import java.util.function.Consumer;

/// Something that somebody is to be told, once the lock is free.
sealed interface Told {
    /// Whoever asked.
    record Answered(Waiter waiter, Answer.Last answer) implements Told {}

    /// Whoever wanted something done with a permit.
    record Settled(Consumer<PermitAnswer> taker, PermitAnswer answer) implements Told {}

    /// The store that replicas share.
    record Called(StoreCall call) implements Told {}

    /// The store, that nobody waits for it any more.
    record GivenUp() implements Told {}
}
