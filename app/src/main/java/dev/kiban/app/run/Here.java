package dev.kiban.app.run;

import dev.kiban.runtime.process.HostName;

/// Where we are.
final class Here {
    private Here() {}

    /// For people: `batch-1 pid 4711`.
    static String holder() {
        return "%s pid %d".formatted(HostName.here(), ProcessHandle.current().pid());
    }
}
