package dev.kiban.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Text can be read on everything that it stands on, as WCAG 2 measures it.
class ColoursTest {
    private static final Pattern TOKEN =
            Pattern.compile("--([a-z]+): light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\);");
    private static final double ENOUGH = 4.5;
    private static final int LIGHT = 2;
    private static final int DARK = 3;

    private static final Map<String, MatchResult> TOKENS = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream sheet =
                ColoursTest.class.getResourceAsStream("/dev/kiban/console/static/console.css")) {
            String text =
                    new String(
                            Objects.requireNonNull(sheet).readAllBytes(), StandardCharsets.UTF_8);
            TOKEN.matcher(text).results().forEach(token -> TOKENS.put(token.group(1), token));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ink", "quiet", "accent", "bad", "warm", "well"})
    void canBeReadOnAllGrounds(String text) {
        for (String ground : List.of("ground", "raised", "shade")) {
            for (int theme : List.of(LIGHT, DARK)) {
                assertThat(contrast(colour(text, theme), colour(ground, theme)))
                        .as("%s on %s", text, ground)
                        .isGreaterThanOrEqualTo(ENOUGH);
            }
        }
    }

    @Test
    void measuresAsTheStandardDoes() {
        assertThat(contrast(0x000000, 0xffffff)).isEqualTo(21);
        assertThat(contrast(0x777777, 0xffffff)).isBetween(4.47, 4.48);
    }

    private static int colour(String name, int theme) {
        return Integer.parseInt(Objects.requireNonNull(TOKENS.get(name)).group(theme), 16);
    }

    private static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16 & 0xff)
                + 0.7152 * linear(colour >> 8 & 0xff)
                + 0.0722 * linear(colour & 0xff);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
