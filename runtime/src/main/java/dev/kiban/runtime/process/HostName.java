package dev.kiban.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this machine is called, for people.
public final class HostName {
    private static final int MAX_LENGTH = 100;
    private static final String UNKNOWN = "a-host";

    private HostName() {}

    /// Read from where Linux has it: to ask Java is to ask a name server.
    public static String here() {
        try {
            String name =
                    Files.readString(Path.of("/proc/sys/kernel/hostname")).replaceAll("[^!-~]", "");
            return name.isEmpty()
                    ? UNKNOWN
                    : name.substring(0, Math.min(name.length(), MAX_LENGTH));
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
