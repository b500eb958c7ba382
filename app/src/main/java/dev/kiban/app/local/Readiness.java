package dev.kiban.app.local;

import dev.kiban.kernel.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How the start of the local services went.
public sealed interface Readiness {

    /// All of them serve.
    ///
    /// @param took how long each one needed
    record Ready(Map<ServiceName, Duration> took) implements Readiness {
        public Ready {
            took = Map.copyOf(took);
        }
    }

    /// One of them does not.
    ///
    /// @param why a sentence without a full stop
    /// @param lastLines what it wrote last
    record Failed(ServiceName service, String why, List<String> lastLines) implements Readiness {
        public Failed {
            lastLines = List.copyOf(lastLines);
        }
    }
}
