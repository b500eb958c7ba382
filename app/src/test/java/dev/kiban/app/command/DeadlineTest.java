package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
    private static final Instant NOON = Instant.parse("2026-11-22T03:00:00Z");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @ParameterizedTest
    @CsvSource({
        "18:00, 2026-11-22T09:00:00Z",
        "12:00, 2026-11-23T03:00:00Z",
        "11:59, 2026-11-23T02:59:00Z",
        "2026-11-23T18:00+09:00, 2026-11-23T09:00:00Z",
        "2026-11-23T18:00:30Z, 2026-11-23T18:00:30Z",
    })
    void isTheNextOneHereOrATimeWithItsOffset(String text, Instant deadline) {
        assertThat(Deadline.parse(text, NOON, TOKYO)).isEqualTo(deadline);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6pm", "25:00", "2026-11-23T18:00", "tomorrow"})
    void isNothingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deadline.parse(text, NOON, TOKYO))
                .withMessageContaining("is no time such as 18:00");
    }

    @Test
    void skipsNothingWhereClocksChange() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");

        assertThat(Deadline.parse("02:30", Instant.parse("2026-03-28T20:00:00Z"), berlin))
                .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    }
}
