package dev.kiban.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityHeadersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-kiban-subject",
                "X-Kiban-Subject",
                "X-KIBAN-SCOPES",
                "x_kiban_subject",
                "X_Kiban-Subject",
                "x.kiban.subject",
                "x-kiban-",
                "x-kiban-anything-yet-to-come",
                "x-kiban-subject-bin"
            })
    void areOursHoweverTheyAreSpelt(String name) {
        assertThat(IdentityHeaders.isOurs(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "x-kiban", "x-kibana-user", "xkiban-subject", "x-request-id"})
    void areNotOursIfTheyOnlyLookAlike(String name) {
        assertThat(IdentityHeaders.isOurs(name)).isFalse();
    }
}
