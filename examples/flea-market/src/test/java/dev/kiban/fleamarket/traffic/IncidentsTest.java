package dev.kiban.fleamarket.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.fleamarket.fault.FaultFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentsTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir private Path folder;
    private final List<String> said = new ArrayList<>();
    private FaultFile file;
    private Incidents incidents;

    @BeforeEach
    void plan() {
        file = new FaultFile(folder.resolve("fault"));
        incidents = new Incidents(file, new Random(7), ZoneOffset.UTC, START, said::add);
    }

    @Test
    void comeOneAfterTheOther() {
        int bad = 0;
        for (int minute = 0; minute < 240; minute++) {
            Instant now = START.plus(Duration.ofMinutes(minute));
            incidents.tick(now);
            bad += file.read(now).isPresent() ? 1 : 0;
        }

        assertThat(bad).isBetween(8, 60);
        assertThat(said).hasSizeGreaterThan(6);
        for (int i = 0; i < said.size(); i++) {
            assertThat(said.get(i))
                    .startsWith(i % 2 == 0 ? "incident: " : "the incident is over; the next one: ");
        }
    }

    @Test
    void sayWhatComesNextAndWhen() {
        assertThat(incidents.next())
                .matches(
                        "(\\d+ % of calls to item fail|calls to item take \\d+ ms longer), from 12:0\\d to 12:[01]\\d");
    }

    @Test
    void leaveNothingBehind() {
        Instant now = START;
        while (file.read(now).isEmpty()) {
            now = now.plusSeconds(10);
            incidents.tick(now);
        }

        incidents.end();

        assertThat(file.read(now)).isEmpty();
    }
}
