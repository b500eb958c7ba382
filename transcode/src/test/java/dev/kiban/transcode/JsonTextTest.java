package dev.kiban.transcode;

import static dev.kiban.transcode.TestSchemas.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Text and bytes, into JSON strings and back.
class JsonTextTest {

    @Property
    void anyTextIsTheSameAfterwards(@ForAll String text) {
        String wellFormed =
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String json = new JsonPrimitive(wellFormed).toString();

        byte[] wire = Codec.toWire(ALL, "{\"texts\":[" + json + "]}");

        assertThat(
                        Oracle.read(ALL, wire)
                                .getRepeatedField(ALL.descriptor().findFieldByName("texts"), 0))
                .isEqualTo(wellFormed);
        assertThat(
                        JsonParser.parseString(Codec.toJson(ALL, wire))
                                .getAsJsonObject()
                                .get("texts")
                                .getAsString())
                .isEqualTo(wellFormed);
    }

    @Property
    void textIsValidExactlyWhenJavaSaysSo(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = nearlyText(random);
        ByteSink sink = new ByteSink(1000);

        assertThat(isAccepted(() -> JsonText.print(Slice.of(bytes), sink)))
                .isEqualTo(isUtf8(bytes));
        assertThat(isAccepted(() -> Codec.toWire(ALL, quoted(bytes), JsonOptions.DEFAULT)))
                .isEqualTo(isUtf8(bytes));
    }

    /// Characters of all lengths, some of them damaged.
    private static byte[] nearlyText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(
                    new int[] {'a', 'é', '日', 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF}
                            [random.nextInt(8)]);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextBoolean()) {
            int[] bad = {
                0x80, 0xC0, 0xC1, 0xE0, 0xED, 0xF0, 0xF4, 0xF5, 0xFF, 0x9F, 0xA0, 0x8F, 0x90
            };
            bytes[random.nextInt(bytes.length)] = (byte) bad[random.nextInt(bad.length)];
        }
        return random.nextBoolean()
                ? bytes
                : Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    @Property
    void textThatEndsWithinACharacterIsRefusedWhateverIsBehindIt(@ForAll long seed) {
        byte[] bytes = nearlyText(new Random(seed));

        for (int to = 0; to <= bytes.length; to++) {
            Slice part = new Slice(bytes, 0, to);
            assertThat(isAccepted(() -> JsonText.print(part, new ByteSink(1000))))
                    .as("the first %d bytes", to)
                    .isEqualTo(isUtf8(Arrays.copyOf(bytes, to)));
        }
    }

    private static byte[] quoted(byte[] text) {
        ByteSink sink = new ByteSink(1000);
        sink.write("{\"text\":\"".getBytes(StandardCharsets.UTF_8));
        sink.write(text);
        sink.write("\"}".getBytes(StandardCharsets.UTF_8));
        return sink.toByteArray();
    }

    private static boolean isAccepted(Runnable translation) {
        try {
            translation.run();
            return true;
        } catch (Refusal _) {
            return false;
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    @Test
    void printsOnlyTheEscapesThatJsonDemands() {
        assertThat(
                        Codec.again(
                                ALL,
                                "{\"text\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\\u007f<é\\u2028\"}"))
                .isEqualTo("{\"text\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u007f<é\u2028\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud800",
                "\\udc00",
                "\\ud800\\ud800",
                "\\ud800x",
                "\\ud83d\\u0041",
                "\\udc00\\ud800",
                "\\ud800\\n",
                "a\\udbff"
            })
    void refusesHalvesOfSurrogatePairs(String text) {
        assertThat(Codec.refusal(ALL, "{\"text\":\"" + text + "\"}"))
                .isEqualTo("text: a string has half of a surrogate pair, which is no character");
    }

    @Test
    void joinsSurrogatePairs() {
        assertThat(Codec.again(ALL, "{\"text\":\"\\ud83d\\ude00\"}"))
                .isEqualTo("{\"text\":\"😀\"}");
    }

    @Test
    void namesTheFieldWhoseTextOfAnUpstreamIsNotUtf8() {
        assertThat(Codec.refusal(ALL, Codec.hex("72 02 c3 28")))
                .isEqualTo("text: the text is not valid UTF-8");
    }

    @Property
    void bytesAreTheSameAfterwards(@ForAll byte[] bytes) {
        String standard = Base64.getEncoder().encodeToString(bytes);

        assertThat(Codec.again(ALL, "{\"datas\":[\"" + standard + "\"]}"))
                .isEqualTo("{\"datas\":[\"" + standard + "\"]}");
        assertThat(
                        Codec.again(
                                ALL,
                                "{\"datas\":[\""
                                        + Base64.getUrlEncoder()
                                                .withoutPadding()
                                                .encodeToString(bytes)
                                        + "\"]}"))
                .isEqualTo("{\"datas\":[\"" + standard + "\"]}");
    }

    @ParameterizedTest
    @CsvSource({"A", "AAAAA", "A===", "AA=", "AAA==", "====", "AA=A", "A A=", "AAA*", "é", "AAAA="})
    void refusesWhatIsNotBase64(String text) {
        assertThat(Codec.refusal(ALL, "{\"data\":\"" + text + "\"}"))
                .isEqualTo("data: '" + text + "' is not base64");
    }
}
