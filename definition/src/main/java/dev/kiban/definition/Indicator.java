package dev.kiban.definition;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// What is counted, and what of it is good: a service level indicator.
public sealed interface Indicator {

    /// Requests that the gateway answered, and not with a bad status.
    ///
    /// @param routes gRPC methods and HTTP prefixes of the service; empty is all
    /// @param bad the statuses that are not good
    record Availability(List<String> routes, List<StatusRange> bad, Location at)
            implements Indicator {

        public Availability {
            routes = List.copyOf(routes);
            bad = List.copyOf(bad);
        }
    }

    /// Requests that the gateway answered in time.
    ///
    /// @param routes gRPC methods and HTTP prefixes of the service; empty is all
    /// @param threshold the longest time that is good
    record Latency(List<String> routes, Duration threshold, Location at) implements Indicator {

        public Latency {
            routes = List.copyOf(routes);
        }
    }

    /// Work that was begun, and done in time.
    ///
    /// @param flow the name under which beginnings and ends are told
    /// @param within the greatest age of unfinished work that is good
    record Freshness(String flow, Duration within) implements Indicator {}

    /// Events that somebody tells.
    ///
    /// @param stream the name under which they are told
    record Events(String stream) implements Indicator {}

    /// What a Prometheus has counted.
    ///
    /// @param good a query for good events
    /// @param total a query for all events
    record Prometheus(URI url, String good, String total, Duration every) implements Indicator {}

    /// HTTP statuses, both ends included: `5xx` is 500 to 599.
    record StatusRange(int first, int last) {
        private static final int CLASS = 100;

        /// @throws IllegalArgumentException if it holds no status, or what is none
        public StatusRange {
            if (first < CLASS || last > 599 || first > last) {
                throw new IllegalArgumentException("no statuses: %d to %d".formatted(first, last));
            }
        }

        /// All statuses with the same first digit.
        public static StatusRange ofClass(int digit) {
            return new StatusRange(digit * CLASS, digit * CLASS + CLASS - 1);
        }

        public boolean contains(int status) {
            return first <= status && status <= last;
        }
    }
}
