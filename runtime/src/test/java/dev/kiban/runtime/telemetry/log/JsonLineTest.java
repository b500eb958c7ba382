package dev.kiban.runtime.telemetry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    private static final JsonKey PATH = JsonKey.of("path");
    private static final JsonKey STATUS = JsonKey.of("status");
    private static final JsonKey TIME = JsonKey.of("time");
    private final JsonLine line = new JsonLine();

    @Test
    void writesOneObjectPerLine() {
        line.begin()
                .time(TIME, 1_700_000_000_007L)
                .text(PATH, "/v1/items")
                .number(STATUS, 200)
                .end();

        assertThat(line)
                .hasToString(
                        "{\"time\":\"2023-11-14T22:13:20.007Z\",\"path\":\"/v1/items\",\"status\":200}\n");
    }

    @Test
    void forgetsTheLineBefore() {
        line.begin().text(PATH, "/long/long/path").end();
        line.begin().number(STATUS, 1).end();

        assertThat(line).hasToString("{\"status\":1}\n");
    }

    @Test
    void anEmptyLineIsAnEmptyObject() {
        line.begin().end();

        assertThat(line).hasToString("{}\n");
    }

    @Test
    void escapesWhatCouldBreakOut() {
        line.begin().text(PATH, "a\"b\\c\nd\r\t\u0000\u007f\u0085\u2028\u2029").end();

        assertThat(line)
                .hasToString(
                        "{\"path\":\"a\\\"b\\\\c\\u000ad\\u000d\\u0009\\u0000\\u007f\\u0085\\u2028\\u2029\"}\n");
    }

    @Test
    void keepsTextOfAllLanguagesAndReplacesBrokenSurrogates() {
        line.begin().text(PATH, "é鍋😀\ud800x\udc00").end();

        assertThat(line).hasToString("{\"path\":\"é鍋😀\ufffdx\ufffd\"}\n");
    }

    @Test
    void cutsLongTextsAndSaysSo() {
        line.begin().text(PATH, "x".repeat(JsonLine.MAX_TEXT + 1)).end();

        assertThat(line).hasToString("{\"path\":\"" + "x".repeat(JsonLine.MAX_TEXT) + "…\"}\n");
    }

    @Test
    void leavesOutMembersThatDoNotFit() {
        String worst = "\u0001".repeat(JsonLine.MAX_TEXT);

        line.begin();
        for (int i = 0; i < 10; i++) {
            line.text(PATH, worst);
        }
        line.number(STATUS, Long.MIN_VALUE).end();

        assertThat(line.toString().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(JsonLine.MAX_LINE);
        assertThat(line.toString()).endsWith(",\"status\":-9223372036854775808}\n");
    }

    @Test
    void writesIdsAsHexadecimalDigits() {
        JsonKey trace = JsonKey.of("trace_id");

        line.begin().hex(trace, 0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L).hex(STATUS, 1).end();

        assertThat(line)
                .hasToString(
                        "{\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"status\":\"0000000000000001\"}\n");
    }

    @Property
    void writesAnyNumber(@ForAll long value) {
        line.begin().number(STATUS, value).end();

        assertThat(line).hasToString("{\"status\":" + value + "}\n");
    }

    @Property
    void writesAnyMomentAsJavaDoes(
            @ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long epochMillis) {
        line.begin().time(TIME, epochMillis).end();

        String text = line.toString();
        assertThat(Instant.parse(text.substring(9, text.length() - 3)))
                .isEqualTo(Instant.ofEpochMilli(epochMillis));
    }

    @Property
    void noTextLeavesItsLine(@ForAll String value) {
        line.begin().text(PATH, value).end();

        String text = line.toString();
        assertThat(text).startsWith("{\"path\":\"").endsWith("\"}\n");
        String body = text.substring(9, text.length() - 3);
        assertThat(body.chars()).noneMatch(c -> c < ' ');
        assertThat(body.replaceAll("\\\\(u[0-9a-f]{4}|[\"\\\\])", "")).doesNotContain("\"", "\\");
    }

    @Test
    void refusesKeysThatWouldNeedEscaping() {
        assertThatThrownBy(() -> JsonKey.of("a\"b")).hasMessageContaining("letters, digits");
        assertThatThrownBy(() -> JsonKey.of("")).hasMessageContaining("letters, digits");
    }
}
