package dev.kiban.transcode;

import static dev.kiban.transcode.TestSchemas.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The messages that have a JSON form of their own.
class WellKnownTest {

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
                "2026-02-28T23:59:59.5+09:00, 2026-02-28T14:59:59.500Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
        "2024-02-29T00:00:00-00:30, 2024-02-29T00:30:00Z",
                "1969-12-31T23:59:59.1Z, 1969-12-31T23:59:59.100Z",
        "2000-01-01T00:00:00.000001Z, 2000-01-01T00:00:00.000001Z"
    })
    void readsAndPrintsTimestamps(String read, String printed) {
        assertThat(Codec.again(ALL, "{\"time\":\"" + read + "\"}"))
                .isEqualTo("{\"time\":\"" + printed + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-02-28",
                "2026-02-28T00:00:00",
                "2026-02-28 00:00:00Z",
                "2026-02-28t00:00:00z",
                "2026-02-30T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "2026-02-28T24:00:00Z",
                "2026-02-28T00:60:00Z",
                "2026-02-28T00:00:60Z",
                "2026-02-28T00:00:00.Z",
                "2026-02-28T00:00:00.1234567890Z",
                "2026-02-28T00:00:00+9:00",
                "2026-02-28T00:00:00+24:00",
                "0000-12-31T23:59:59Z",
                "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "10000-01-01T00:00:00Z",
                "2026-02-28T00:00:00ZZ",
                " 2026-02-28T00:00:00Z"
            })
    void refusesWhatIsNoTimestamp(String text) {
        assertThat(Codec.refusal(ALL, "{\"time\":\"" + text + "\"}"))
                .isEqualTo("time: '" + text + "' is not a timestamp such as 2006-01-02T15:04:05Z");
    }

    @Property
    void daysAndDatesAreThoseOfTheCalendar(
            @ForAll @LongRange(min = -719_162, max = 2_932_896) long day) {
        LocalDate date = LocalDate.ofEpochDay(day);

        assertThat(Calendar.date(day))
                .isEqualTo(
                        date.getYear() * 10_000
                                + date.getMonthValue() * 100
                                + date.getDayOfMonth());
        assertThat(Calendar.day(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
                .isEqualTo(day);
        assertThat(Calendar.daysInMonth(date.getYear(), date.getMonthValue()))
                .isEqualTo(date.lengthOfMonth());
    }

    @ParameterizedTest
    @CsvSource({
        "0s, 0s",
        "1.5s, 1.500s",
        "-0.5s, -0.500s",
        "-315576000000s, -315576000000s",
        "315576000000.999999999s, 315576000000.999999999s",
        "0.000001s, 0.000001s",
        "-0s, 0s",
        "00001s, 1s"
    })
    void readsAndPrintsDurations(String read, String printed) {
        assertThat(Codec.again(ALL, "{\"duration\":\"" + read + "\"}"))
                .isEqualTo("{\"duration\":\"" + printed + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "1",
                "1.s",
                ".5s",
                "+1s",
                "1.5",
                "1m",
                "1 s",
                "315576000001s",
                "1.1234567890s",
                "--1s",
                "1e3s",
                "9999999999999s",
                "1s "
            })
    void refusesWhatIsNoDuration(String text) {
        assertThat(Codec.refusal(ALL, "{\"duration\":\"" + text + "\"}"))
                .isEqualTo("duration: '" + text + "' is not a duration such as 1.5s");
    }

    @ParameterizedTest
    @CsvSource({
        "-62135596801, 0",
        "253402300800, 0",
        "0, -1",
        "0, 1000000000",
        "9223372036854775807, 0",
        "-9223372036854775808, 0"
    })
    void refusesTimestampsOfUpstreamsThatCannotBeSaid(long seconds, int nanos) {
        Timestamp time = Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();

        assertThat(Codec.refusal(ALL, wire("time", time)))
                .isEqualTo("time: a timestamp is not between the years 1 and 9999");
    }

    @ParameterizedTest
    @CsvSource({
        "315576000001, 0",
        "-315576000001, 0",
        "1, -1",
        "-1, 1",
        "0, 1000000000",
        "0, -1000000000",
        "0, -2147483648",
        "-9223372036854775808, 0"
    })
    void refusesDurationsOfUpstreamsThatCannotBeSaid(long seconds, int nanos) {
        Duration time = Duration.newBuilder().setSeconds(seconds).setNanos(nanos).build();

        assertThat(Codec.refusal(ALL, wire("duration", time)))
                .isEqualTo(
                        "duration: a duration is out of range, or its parts have different signs");
    }

    /// A message with this one field.
    private static byte[] wire(String field, Message value) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        ALL.descriptor().findFieldByName(field).getNumber(),
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(value.toByteString())
                                .build())
                .build()
                .toByteArray();
    }

    @Test
    void readsAndPrintsFieldMasks() {
        assertThat(Codec.again(ALL, "{\"mask\":\"a,fooBar,foo.barBaz,\"}"))
                .isEqualTo("{\"mask\":\"a,fooBar,foo.barBaz\"}");
        assertThat(Codec.again(ALL, "{\"mask\":\"\"}")).isEqualTo("{\"mask\":\"\"}");
        assertThat(Codec.refusal(ALL, "{\"mask\":\"foo_bar\"}"))
                .isEqualTo("mask: 'foo_bar' is not a field mask in lowerCamelCase");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fooBar", "foo__bar", "foo_", "foo_3", "foo_Bar"})
    void refusesMaskPathsThatWouldReadBackAsOthers(String path) {
        FieldMask mask = FieldMask.newBuilder().addPaths(path).build();

        assertThat(Codec.refusal(ALL, wire("mask", mask)))
                .isEqualTo("mask: the mask path '" + path + "' has no lowerCamelCase form");
    }

    @Test
    void readsAndPrintsAnyJsonAsStructs() {
        String json =
                "{\"struct\":{\"a\":null,\"b\":[1,\"x\",true,{}],\"\":{\"c\":-0.5}},\"value\":[[],{\"d\":false}],\"list\":[null,[[]]]}";

        assertThat(Codec.again(ALL, json)).isEqualTo(json);
        assertThat(Codec.toWire(ALL, json)).isEqualTo(Oracle.wire(ALL, json));
    }

    @Test
    void readsNullAsAValueWhereTheFieldIsOne() {
        String json = "{\"nothing\":null,\"value\":null,\"values\":[null,1]}";

        assertThat(Codec.again(ALL, json)).isEqualTo(json);
        assertThat(Codec.toWire(ALL, "{\"values\":null,\"valueByName\":null,\"struct\":null}"))
                .isEmpty();
        assertThat(Codec.again(ALL, "{\"valueByName\":{\"a\":null}}"))
                .isEqualTo("{\"valueByName\":{\"a\":null}}");
    }

    @Test
    void refusesKeysOfStructsThatComeTwice() {
        assertThat(Codec.refusal(ALL, "{\"struct\":{\"a\":{\"b\":1,\"\\u0062\":2}}}"))
                .isEqualTo("struct['a']['\\u0062']: the key comes twice");
    }

    @Test
    void refusesValuesThatJsonCannotSay() {
        assertThat(Codec.refusal(ALL, Codec.hex("8206 09 11 000000000000f87f")))
                .isEqualTo("value: a Value cannot be NaN or infinite in JSON");
    }

    @Test
    void readsAndPrintsWrappersAsWhatTheyWrap() {
        String json =
                "{\"doubleValue\":1.5,\"floatValue\":0,\"int64Value\":\"-1\",\"uint64Value\":\"1\",\"int32Value\":0,"
                        + "\"uint32Value\":7,\"boolValue\":false,\"stringValue\":\"\",\"bytesValue\":\"AQ==\",\"int64Values\":[\"1\",\"0\"]}";

        assertThat(Codec.again(ALL, json)).isEqualTo(json);
        assertThat(Codec.toWire(ALL, json)).isEqualTo(Oracle.wire(ALL, json));
        assertThat(Codec.toWire(ALL, "{\"int64Value\":null}")).isEmpty();
    }
}
