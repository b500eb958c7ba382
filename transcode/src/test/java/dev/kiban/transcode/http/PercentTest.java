package dev.kiban.transcode.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {

    @ParameterizedTest
    @CsvSource({
        "abc, abc",
        "%41%62c, Abc",
        "a+b, a+b",
        "%C3%A9, é",
        "%c3%a9%20, 'é '",
        "%F0%9F%98%80, 😀",
        "%2541, %41"
    })
    void decodesUtf8(String text, String decoded) {
        assertThat(Percent.decode(text, 0, text.length(), Percent.Keep.NOTHING)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @CsvSource({
        "a%2Fb, a%2Fb",
        "a%2fb%20/c, a%2fb /c",
        "%3A%3F%23%40, :?#@",
        "a%20b%2D%7E, a b-~",
        "%25, %",
        "%2F%2F, %2F%2F"
    })
    void keepsTheSlashOfSeveralSegmentsEncoded(String text, String decoded) {
        assertThat(Percent.decode(text, 0, text.length(), Percent.Keep.SLASH)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%4",
                "a%",
                "%4g",
                "%g4",
                "%%41",
                "%ff",
                "%C3",
                "%C3%28",
                "%ED%A0%80",
                "%C0%80",
                "%+1"
            })
    void refusesBrokenEscapesAndWhatIsNotUtf8(String text) {
        assertThat(Percent.decode(text, 0, text.length(), Percent.Keep.NOTHING)).isNull();
        assertThat(Percent.decodeQuery("+" + text, 0, text.length() + 1)).isNull();
    }

    @Property
    void readsOnlyItsRange(@ForAll @Chars({'a', '%', '4', '1', '/'}) String around) {
        String text = around + "%41b" + around;

        assertThat(Percent.decode(text, around.length(), around.length() + 4, Percent.Keep.NOTHING))
                .isEqualTo("Ab");
    }

    @Property
    void decodesWhatItEncodes(@ForAll @CharRange(from = '\0', to = '\uD7FF') String text) {
        StringBuilder encoded = new StringBuilder();
        Percent.encode(text, encoded);

        assertThat(Percent.decode(encoded.toString(), 0, encoded.length(), Percent.Keep.NOTHING))
                .isEqualTo(text);
        assertThat(encoded.chars()).noneMatch(c -> c == '/' || c == ':' || c <= ' ' || c > '~');
    }

    @Property
    void decodesFormsAsTheJdkEncodesAndDecodesThem(
            @ForAll @CharRange(from = '\0', to = '\uD7FF') String text) {
        String encoded = URLEncoder.encode(text, UTF_8);

        assertThat(Percent.decodeQuery(encoded, 0, encoded.length()))
                .isEqualTo(text)
                .isEqualTo(URLDecoder.decode(encoded, UTF_8));
    }
}
