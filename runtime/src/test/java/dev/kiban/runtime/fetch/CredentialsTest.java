package dev.kiban.runtime.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    @Test
    void areOfOnePrometheusEach() {
        Credentials credentials =
                Credentials.parse(
                        """
                        # ours
                        https://prometheus.example/ Bearer abc.def

                        https://metrics.example/a\tBasic a2liYW4=
                        """);

        assertThat(credentials.of(URI.create("https://prometheus.example")))
                .contains("Bearer abc.def");
        assertThat(credentials.of(URI.create("https://metrics.example/a/")))
                .contains("Basic a2liYW4=");
        assertThat(credentials.of(URI.create("https://metrics.example/b"))).isEmpty();
        assertThat(credentials.of(URI.create("http://prometheus.example"))).isEmpty();
        assertThat(credentials.toString()).doesNotContain("abc", "a2liYW4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "https://prometheus.example",
                "https://prometheus.example secret",
                "https://prometheus.example Bearer",
                "https://prometheus.example Bearer secret secret",
                "ftp://prometheus.example Bearer secret"
            })
    void sayWhichLineIsWrongAndNotWhatStandsThere(String line) {
        assertThatThrownBy(() -> Credentials.parse("# one\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("secret");
    }
}
