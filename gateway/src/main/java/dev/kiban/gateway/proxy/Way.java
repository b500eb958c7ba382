package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Backend;
import dev.kiban.gateway.balance.Upstream;
import java.util.Optional;

/// How the requests of a route get to a backend, on one loop.
sealed interface Way permits Way.Straight, Junction {

    /// Where this one goes.
    Choice choose(Request request);

    /// Which backend gets a copy of a request.
    ///
    /// @param chosen where the request itself goes
    default Optional<LoopBackend> mirror(LoopBackend chosen) {
        return Optional.empty();
    }

    /// All go to one backend.
    record Straight(LoopBackend backend) implements Way {

        @Override
        public Choice choose(Request request) {
            return backend;
        }
    }

    /// Where a request goes.
    sealed interface Choice {}

    /// To a backend.
    ///
    /// @param upstream how it is reached from this loop
    record LoopBackend(Backend backend, Upstream upstream) implements Choice {}

    /// Nowhere.
    ///
    /// @param failure why
    record Nowhere(Failure failure) implements Choice {}
}
