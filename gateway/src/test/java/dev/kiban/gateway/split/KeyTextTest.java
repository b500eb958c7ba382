package dev.kiban.gateway.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.SplitKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTextTest {

    @ParameterizedTest
    @CsvSource({
        "uid=7, 7",
        "a=1; uid=7; b=2, 7",
        "a=1;uid=7, 7",
        "xuid=1; uid=7, 7",
        "uid=a=b, a=b",
        "uid=, ''",
        "uid, ''",
        "UID=7, ''",
        "'', ''",
        "a=uid=7, ''",
        "'; ;', ''"
    })
    void readsACookie(String line, String value) {
        assertThat(KeyText.of(cookies(line), new SplitKey.Cookie("uid"))).isEqualTo(value);
    }

    @Test
    void readsACookieFromAnyOfItsHeaders() {
        assertThat(KeyText.of(cookies("a=1", "uid=7"), new SplitKey.Cookie("uid"))).isEqualTo("7");
    }

    @Test
    void readsWhoCallsOrAHeaderOrNothing() {
        Asked request = cookies("uid=7");

        assertThat(KeyText.of(request, new SplitKey.User())).isEqualTo("amy");
        assertThat(KeyText.of(request, new SplitKey.Header("cookie"))).isEqualTo("uid=7");
        assertThat(KeyText.of(request, new SplitKey.EachRequest())).isEmpty();
    }

    private static Asked cookies(String... lines) {
        return new Asked() {
            @Override
            public String user() {
                return "amy";
            }

            @Override
            public String header(String name) {
                return headers(name).getFirst();
            }

            @Override
            public List<String> headers(String name) {
                return name.equals("cookie") ? Arrays.asList(lines) : List.of("");
            }
        };
    }
}
