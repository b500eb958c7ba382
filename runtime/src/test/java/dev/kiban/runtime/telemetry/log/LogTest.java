package dev.kiban.runtime.telemetry.log;

import static dev.kiban.runtime.telemetry.log.LogKey.ERROR;
import static dev.kiban.runtime.telemetry.log.LogKey.FILE;
import static dev.kiban.runtime.telemetry.log.LogKey.PORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogTest {
    private final List<String> lines = new ArrayList<>();
    private final Log log = Log.to(lines::add);

    @Test
    void writesTimeLevelMessageAndFacts() {
        log.info("Admin is up", PORT.is(9090), FILE.is("a file.yaml"));

        assertThat(lines)
                .singleElement()
                .asString()
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO {2}Admin is up port=9090 file=\"a file.yaml\"");
    }

    @Test
    void aValueCannotStartALineOrAnotherFact() {
        log.warn("Upstream failed", ERROR.is("x\" port=1\n2026 INFO all is well\u001b[2K\u202e\\"));

        assertThat(lines)
                .singleElement()
                .asString()
                .endsWith("error=\"x\\\" port=1\\n2026 INFO all is well\\u001b[2K\\u202e\\\\\"");
    }

    @Test
    void cutsAValueThatIsTooLong() {
        log.error("Upstream failed", ERROR.is("x".repeat(5_000)));

        assertThat(lines.getFirst()).hasSizeLessThan(2_100).endsWith("…\"");
    }

    @Test
    void showsTheStackTraceOfAFaultIndented() {
        log.fault("Reload failed", new IllegalStateException("no\nway"));

        assertThat(lines.getFirst().lines().skip(1))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("    "))
                .anySatisfy(line -> assertThat(line).contains("IllegalStateException"));
    }

    @Test
    void keepsQuietAboutDebugUnlessAsked() {
        log.debug("Nobody asked");

        assertThat(lines).isEmpty();
    }

    @Test
    void formatsTheRecordsOfLibrariesToo() {
        LogRecord entry = new LogRecord(Level.WARNING, "took {0} ms");
        entry.setParameters(new Object[] {7});

        assertThat(new LogFormatter().format(entry)).endsWith("WARN  took 7 ms\n");
    }
}
