package dev.kiban.transcode.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.http.JsonElements.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonElementsTest {
    private static final int MAX = 40;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ARRAY_OR_LINES | `` | ``",
                "ARRAY_OR_LINES | [] | ``",
                "ARRAY_OR_LINES | ` [ ] ` | ``",
                "ARRAY_OR_LINES | [{\"a\":1},{\"a\":2}] | {\"a\":1};{\"a\":2}",
                "ARRAY_OR_LINES | ` [ 1 , \"x\" ,[2,[3]], null ] ` | 1;\"x\";[2,[3]];null",
                "ARRAY_OR_LINES | [{\"a\":\"]},{\\\"[\"}] | {\"a\":\"]},{\\\"[\"}",
                "ARRAY_OR_LINES | {\"a\":1} | {\"a\":1}",
                "ARRAY_OR_LINES | `{\"a\":1}\n{\"a\":2}\n` | {\"a\":1};{\"a\":2}",
                "LINES | `{\"a\":1}\r\n\n{\"a\":2}` | {\"a\":1};{\"a\":2}",
                "LINES | `[1]\n[2]` | [1];[2]",
                "LINES | `1\n22 \"a b\"\ntrue` | 1;22;\"a b\";true",
                "LINES | `{\n\"a\" :\n1}` | `{\n\"a\" :\n1}`",
                "LINES | {}{} | {};{}"
            })
    void cutsElementsHoweverTheChunksFall(Form form, String text, String elements) {
        for (int size = 1; size <= text.length() + 1; size++) {
            assertThat(String.join(";", cut(form, text, size))).isEqualTo(elements);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ARRAY_OR_LINES | [1] 2 | unexpected text after the end of the array",
                "ARRAY_OR_LINES | [1]] | unexpected text after the end of the array",
                "ARRAY_OR_LINES | [1 2] | expected ',' or ']'",
                "ARRAY_OR_LINES | [,1] | expected an element, found ','",
                "ARRAY_OR_LINES | [1,] | expected an element, found ']'",
                "ARRAY_OR_LINES | [1,,2] | expected an element, found ','",
                "ARRAY_OR_LINES | [ | the array of elements is not closed",
                "ARRAY_OR_LINES | [1 | the JSON ends within an element",
                "ARRAY_OR_LINES | [{} | the array of elements is not closed",
                "ARRAY_OR_LINES | [1, | the array of elements is not closed",
                "ARRAY_OR_LINES | [{\"a\":1 | the JSON ends within an element",
                "LINES | {\"a\":1 | the JSON ends within an element",
                "LINES | \"abc | the JSON ends within an element",
                "LINES | 1,2 | expected an element, found ','",
                "LINES | `{}}` | expected an element, found '}'"
            })
    void refusesABrokenLayoutHoweverTheChunksFall(Form form, String text, String why) {
        for (int size = 1; size <= text.length(); size++) {
            int chunkSize = size;
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> cut(form, text, chunkSize))
                    .withMessageContaining(why);
        }
    }

    @Test
    void refusesAnElementOverTheLimitHoweverTheChunksFall() {
        String most = "\"" + "x".repeat(MAX - 2) + "\"";
        String more = "\"" + "x".repeat(MAX - 1) + "\"";

        for (int size = 1; size <= MAX + 4; size++) {
            int chunkSize = size;
            assertThat(cut(Form.ARRAY_OR_LINES, "[" + most + "]", size)).containsExactly(most);
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> cut(Form.ARRAY_OR_LINES, "[" + more + "]", chunkSize))
                    .withMessage("an element is larger than 40 bytes")
                    .matches(refusal -> refusal.kind() == Refusal.Kind.TOO_LARGE);
        }
    }

    @Test
    void doesNotCopyAnElementThatLiesInOneChunk() {
        byte[] chunk = "[1,{\"a\":2}]".getBytes(UTF_8);
        List<byte[]> arrays = new ArrayList<>();

        new JsonElements(Form.ARRAY_OR_LINES, MAX)
                .feed(chunk, 0, chunk.length, (bytes, _, _) -> arrays.add(bytes));

        assertThat(arrays).hasSize(2).allSatisfy(bytes -> assertThat(bytes).isSameAs(chunk));
    }

    @Property
    void cutsWhatWasJoined(
            @ForAll("elements") List<String> elements, @ForAll("sizes") List<Integer> sizes) {
        assertThat(cut(Form.ARRAY_OR_LINES, "[" + String.join(" ,\n", elements) + "]", sizes))
                .isEqualTo(elements);
        assertThat(cut(Form.LINES, String.join("\n", elements), sizes)).isEqualTo(elements);
    }

    @Property
    void neverFailsButByARefusalAndNeverExceedsItsLimit(
            @ForAll("garbage") String text, @ForAll("sizes") List<Integer> sizes) {
        try {
            assertThat(cut(Form.ARRAY_OR_LINES, text, sizes))
                    .allMatch(element -> !element.isEmpty() && element.length() <= MAX);
        } catch (Refusal refusal) {
            assertThat(refusal.reason()).isNotEmpty();
        }
    }

    private static List<String> cut(Form form, String text, int size) {
        return cut(form, text, List.of(size));
    }

    /// Feeds the text in chunks of these sizes, over and over, each chunk wiped after use.
    private static List<String> cut(Form form, String text, List<Integer> sizes) {
        List<String> elements = new ArrayList<>();
        JsonElements.Receiver receiver =
                (bytes, from, to) -> elements.add(new String(bytes, from, to - from, UTF_8));
        JsonElements cutter = new JsonElements(form, MAX);
        byte[] all = text.getBytes(UTF_8);
        int at = 0;
        for (int i = 0; at < all.length; i++) {
            int size = Math.min(sizes.get(i % sizes.size()), all.length - at);
            byte[] chunk = new byte[size + 2];
            System.arraycopy(all, at, chunk, 1, size);
            cutter.feed(chunk, 1, size + 1, receiver);
            java.util.Arrays.fill(chunk, (byte) '!');
            at += size;
        }
        cutter.end(receiver);
        return elements;
    }

    @Provide
    Arbitrary<List<String>> elements() {
        Arbitrary<String> scalar =
                Arbitraries.of(
                        "1", "-2.5e3", "true", "null", "\"\"", "\"a\\\"b\"", "\"\\\\\"", "\"é]\"");
        Arbitrary<String> value =
                Arbitraries.lazyOf(
                        () -> scalar,
                        () ->
                                scalar.list()
                                        .ofMaxSize(3)
                                        .map(all -> "[" + String.join(", ", all) + "]"),
                        () ->
                                scalar.list()
                                        .ofMaxSize(3)
                                        .map(
                                                all ->
                                                        all.stream()
                                                                .map(v -> "\"k\":" + v)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ",", "{", "}"))));
        return value.list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.integers().between(1, 9).list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.strings().withChars("[]{},:\"\\ \n1aé").ofMaxLength(60);
    }
}
