package dev.kiban.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where we are.
final class Here {
    private static final int MAX_NAME = 100;

    private Here() {}

    /// For people: `batch-1 pid 4711`. The name of this machine is read from where Linux has it:
    /// to ask Java is to ask a name server.
    static String holder() {
        return "%s pid %d".formatted(host(), ProcessHandle.current().pid());
    }

    private static String host() {
        try {
            String name =
                    Files.readString(Path.of("/proc/sys/kernel/hostname")).replaceAll("[^!-~]", "");
            return name.isEmpty() ? "a host" : name.substring(0, Math.min(name.length(), MAX_NAME));
        } catch (IOException e) {
            return "a host";
        }
    }
}
