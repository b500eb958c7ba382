package dev.kiban.definition;

import dev.kiban.kernel.Share;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Which of its service's backends serve a route.
public sealed interface Destination {

    /// The only one that there is.
    record Only() implements Destination {}

    /// One of several.
    ///
    /// @param backend its name
    record One(String backend, Location at) implements Destination {}

    /// Several, each with its share.
    ///
    /// @param name what the split is called when its weights are changed; no other split of the
    ///     service has it
    /// @param shares by the name of the backend, in the order written; 100% together
    /// @param by what a request is held to its backend by
    /// @param override the header by which a request may name its backend, in lower case
    /// @param unhealthy what becomes of requests whose backend cannot serve
    /// @param mirror which backend gets copies
    record Split(
            String name,
            SequencedMap<String, Share> shares,
            SplitKey by,
            Optional<String> override,
            Unhealthy unhealthy,
            Optional<Mirror> mirror,
            Location at)
            implements Destination {

        public Split {
            shares = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(shares));
        }

        /// Whether requests, or copies of them, can get to a backend.
        public boolean reaches(String backend) {
            return shares.containsKey(backend)
                    || mirror.filter(copies -> copies.to().equals(backend)).isPresent();
        }
    }

    /// What becomes of requests whose backend has no endpoint that can serve.
    enum Unhealthy {
        /// The backends that can take them.
        FAIL_OVER,
        /// They fail.
        FAIL
    }
}
