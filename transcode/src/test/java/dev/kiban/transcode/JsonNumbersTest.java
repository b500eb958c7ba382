package dev.kiban.transcode;

import static dev.kiban.transcode.TestSchemas.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers in, numbers out: whatever notation, exactly.
class JsonNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "i32, 1e2, 100",
        "i32, 100.0, 100",
        "i32, 1.5e1, 15",
        "i32, -1E+2, -100",
        "i32, 2147483647, 2147483647",
        "i32, -2147483648, -2147483648",
        "i32, \"7\", 7",
        "i32, \"7e0\", 7",
        "i32, 0e999999999999, 0",
        "i32, 0.0000e-5, 0",
        "i64, 9223372036854775807, \"9223372036854775807\"",
        "i64, -9223372036854775808, \"-9223372036854775808\"",
        "i64, 922337203685477580.7e1, \"9223372036854775807\"",
        "u64, 18446744073709551615, \"18446744073709551615\"",
        "u64, 18446744073709551615.000, \"18446744073709551615\"",
        "u64, 1e19, \"10000000000000000000\"",
        "u32, 4294967295, 4294967295",
        "f32, \"4294967295\", 4294967295",
        "s64, -1, \"-1\"",
        "sf64, 12345678901234567, \"12345678901234567\"",
        "i64, 1234567890123456, \"1234567890123456\"",
        "i64, 12345678, \"12345678\""
    })
    void readsIntegersInAnyNotation(String field, String value, String printed) {
        assertThat(Codec.again(ALL, "{\"" + field + "\":" + value + ",\"maybe\":1}"))
                .isEqualTo(
                        printed.matches("\"?0\"?")
                                ? "{\"maybe\":1}"
                                : Oracle.print(
                                        Oracle.read(
                                                ALL,
                                                "{\"" + field + "\":" + printed + ",\"maybe\":1}"),
                                        Oracle.COMPACT));
    }

    @ParameterizedTest
    @CsvSource({
        "i32, 2147483648",
        "i32, -2147483649",
        "i32, 1.5",
        "i32, 1e-1",
        "i32, 1e10",
        "i32, 1e999999999999",
        "i32, \"\"",
        "i32, \" 1\"",
        "i32, \"1 \"",
        "i32, \"0x1\"",
        "i32, \"1\\n\"",
        "i32, true",
        "i32, \"NaN\"",
        "i64, 9223372036854775808",
        "i64, -9223372036854775809",
        "i64, 99999999999999999999999",
        "u64, 18446744073709551616",
        "u64, -1",
        "u32, -1",
        "u32, 4294967296",
        "i32, 007",
        "i32, \"007\"",
        "i32, -",
        "i32, \"-\"",
        "i32, \"+1\"",
        "i64, 92233720368547758071e-1"
    })
    void refusesWhatIsNoIntegerOfItsSize(String field, String value) {
        assertThat(Codec.refusal(ALL, "{\"" + field + "\":" + value + "}"))
                .startsWith(field + ": ")
                .contains(" is not a");
    }

    @ParameterizedTest
    @CsvSource({
        "db, 1e400",
        "db, -1e400",
        "fl, 3.5e38",
        "db, \"abc\"",
        "db, \"\"",
        "db, \"nan\"",
        "db, \"Infinity \"",
        "db, \"1.0f\"",
        "db, \"1d\"",
        "db, \"0x1p3\"",
        "db, true",
        "db, \"-NaN\"",
        "db, \"+Infinity\""
    })
    void refusesWhatIsNoDecimal(String field, String value) {
        assertThat(Codec.refusal(ALL, "{\"" + field + "\":" + value + "}"))
                .startsWith(field + ": ");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1.0, 1",
        "-0, -0",
        "100, 100",
        "1e3, 1000",
        "12.50, 12.5",
        "1e15, 1.0E15",
        "123456789012345680000, 1.2345678901234568E20",
        "1e-7, 0.0000001",
        "0.000000001, 0.000000001",
        "1e-10, 1.0E-10",
        "0.3, 0.3",
        "2.5e-5, 0.000025",
        "4.9e-324, 4.9E-324",
        "1.7976931348623157e308, 1.7976931348623157E308",
        "\"NaN\", \"NaN\"",
        "\"Infinity\", \"Infinity\"",
        "\"-Infinity\", \"-Infinity\"",
        "\"1.5\", 1.5",
        "9007199254740993, 9.007199254740992E15",
        "0.30000000000000004, 0.30000000000000004",
        "999999999999999.9, 9.999999999999999E14"
    })
    void printsTheShortestDecimal(String read, String printed) {
        assertThat(Codec.again(ALL, "{\"dbs\":[" + read + "]}"))
                .isEqualTo("{\"dbs\":[" + printed + "]}");
    }

    @Property
    void everyDoubleIsTheSameAfterwards(@ForAll double value) {
        assertThat(Double.parseDouble(print(value))).isEqualTo(value);
        assertThat(read(Double.toString(value))).isEqualTo(value);
        assertThat(read(print(value))).isEqualTo(value);
    }

    @Property
    void everyDoubleIsPrintedAsShortAsJavaDoes(@ForAll long seed) {
        Random random = new Random(seed);
        double value = random.nextInt() / Math.pow(10, random.nextInt(12));

        assertThat(new BigDecimal(print(value)).stripTrailingZeros())
                .isEqualTo(new BigDecimal(Double.toString(value)).stripTrailingZeros());
    }

    @Property
    void everyDecimalIsReadAsJavaDoes(@ForAll long seed) {
        Random random = new Random(seed);
        String text =
                new BigDecimal(
                                new BigInteger(1 + random.nextInt(70), random),
                                random.nextInt(40) - 10)
                        .toPlainString();

        assertThat(read(text)).as(text).isEqualTo(Double.parseDouble(text));
        assertThat(readFloat(text)).as(text).isEqualTo(Float.parseFloat(text));
    }

    @Property
    void everyFloatIsTheSameAfterwards(@ForAll @FloatRange(min = -1e30f, max = 1e30f) float value) {
        ByteSink sink = new ByteSink(100);

        JsonFractions.float32(value, sink);

        String printed = sink.slice().toString();
        assertThat(Float.parseFloat(printed)).isEqualTo(value);
        assertThat(readFloat(printed)).isEqualTo(value);
        assertThat(new BigDecimal(printed).precision())
                .isLessThanOrEqualTo(new BigDecimal(Float.toString(value)).precision());
    }

    @Property
    void everyIntegerIsTheSameAfterwards(@ForAll long value) {
        ByteSink sink = new ByteSink(200);

        JsonDigits.int64(value, sink);
        sink.write(' ');
        JsonDigits.uint64(value, sink);
        sink.write(' ');
        JsonDigits.int32((int) value, sink);
        sink.write(' ');
        JsonDigits.uint32((int) value, sink);

        assertThat(sink.slice().toString())
                .isEqualTo(
                        value
                                + " "
                                + Long.toUnsignedString(value)
                                + " "
                                + (int) value
                                + " "
                                + Integer.toUnsignedString((int) value));
        assertThat(JsonIntegers.int64(cursor(value + ","))).isEqualTo(value);
        assertThat(JsonIntegers.uint64(cursor("\"" + Long.toUnsignedString(value) + "\",")))
                .isEqualTo(value);
    }

    private static String print(double value) {
        ByteSink sink = new ByteSink(100);
        JsonFractions.float64(value, sink);
        return sink.slice().toString().replace("\"", "");
    }

    private static double read(String text) {
        return JsonDecimals.float64(cursor(text + ","));
    }

    private static float readFloat(String text) {
        return JsonDecimals.float32(cursor(text + ","));
    }

    private static JsonCursor cursor(String json) {
        return new JsonCursor(Slice.utf8(json), JsonOptions.DEFAULT, 100, PresentPaths.IGNORED);
    }
}
