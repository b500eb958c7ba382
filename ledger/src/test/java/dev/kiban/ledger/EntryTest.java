package dev.kiban.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.kernel.Json;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {
    private static final Action ACTION = new Action("gate.overridden");

    @ParameterizedTest
    @ValueSource(strings = {"release.recorded", "a.b", "gate.overridden.again2"})
    void anActionIsWordsJoinedByDots(String text) {
        assertThat(new Action(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "release", "Release.recorded", "a..b", ".a", "a.", "a b.c", "a.1"})
    void nothingElseIsAnAction(String text) {
        assertThatThrownBy(() -> new Action(text)).hasMessageContaining("joined by dots");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "two\nlines",
                "\u001b[2J",
                "a\u0000",
                "\ud800",
                "\u2028x",
                "read \u202ebackwards",
                "\u2066isolated",
                "\u200b\ufeff"
            })
    void aSummaryIsOneLineOfText(String text) {
        assertThatThrownBy(() -> Entry.of("amy", ACTION, text)).hasMessageContaining("summary");
        assertThatThrownBy(() -> Entry.of(text, ACTION, "done")).hasMessageContaining("actor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"日本語", "می‌خواهم", "👩‍🚀 did it", "e\u0301", "שלום"})
    void aSummaryIsInAnyLanguage(String text) {
        assertThat(Entry.of("amy", ACTION, text).summary()).isEqualTo(text);
    }

    @Test
    void itsPartsHaveLimits() {
        Entry entry = Entry.of("a".repeat(200), ACTION, "s".repeat(500));

        assertThat(entry.correlated(Collections.nCopies(16, "id")).correlation()).hasSize(16);
        assertThatThrownBy(() -> entry.correlated(Collections.nCopies(17, "id")))
                .hasMessageContaining("at most 16 correlation ids, not 17");
        assertThatThrownBy(() -> entry.correlated(List.of("i".repeat(201))))
                .hasMessageContaining("1 to 200 characters");
        assertThatThrownBy(() -> Entry.of("amy", ACTION, "s".repeat(501)))
                .hasMessageContaining("1 to 500 characters");
        assertThatThrownBy(() -> entry.with(Json.text("漢".repeat(22_000))))
                .hasMessageContaining("at most 65536 bytes of JSON");
    }
}
