package dev.kiban.bench.budgets;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// The CPU time of this process and of its PostgreSQL: unlike the time on the clock it says little
/// about what else the machine was doing.
///
/// @param postgres the first process of the server
record CpuClock(ProcessHandle postgres) {
    private static final String PID_FILE = "postmaster.pid";

    /// Of the server that runs somewhere below a folder.
    static CpuClock below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path file = files.filter(path -> path.endsWith(PID_FILE)).findFirst().orElseThrow();
            long pid = Long.parseLong(Files.readAllLines(file).getFirst());
            return new CpuClock(ProcessHandle.of(pid).orElseThrow());
        }
    }

    long nanos() {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long theirs =
                Stream.concat(Stream.of(postgres), postgres.descendants())
                        .mapToLong(CpuClock::nanos)
                        .sum();
        return system.getProcessCpuTime() + theirs;
    }

    private static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}
