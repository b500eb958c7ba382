package dev.kiban.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Partner;
import dev.kiban.gateway.access.Shown.KeyUnknown;
import dev.kiban.gateway.access.Shown.Nothing;
import dev.kiban.gateway.access.Shown.Proven;
import dev.kiban.gateway.access.Shown.Unproven;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    /// `printf old | sha256sum` and `printf new | sha256sum`
    private static final Partner ACME =
            new Partner(
                    "acme",
                    List.of(
                            "cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4",
                            "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437"),
                    List.of("items.read"));

    private final Callers callers =
            new Callers(Issuers.NONE, ApiKeys.of(List.of(ACME)), Workloads.NONE);
    private final Tokens tokens = new Tokens(NoIssuers.keys(), InstantSource.system());

    @ParameterizedTest
    @ValueSource(strings = {"old", "new"})
    void showWhoseTheyAreBothWhileTheyChangeOver(String key) {
        assertThat(shown(List.of(), List.of(key)))
                .isEqualTo(
                        new Proven(
                                new Identity(
                                        "acme",
                                        "acme",
                                        new TreeSet<>(List.of("items.read")),
                                        Identity.Proof.API_KEY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Old",
                "old ",
                "cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4"
            })
    void showNothingIfNobodyHasThem(String key) {
        assertThat(shown(List.of(), List.of(key))).isEqualTo(new KeyUnknown());
    }

    @Test
    void areNotHashedIfTheyAreTooLongToBeOne() {
        assertThat(shown(List.of(), List.of("x".repeat(257)))).isEqualTo(new KeyUnknown());
    }

    @Test
    void areShownAlone() {
        assertThat(shown(List.of(), List.of("old", "old"))).isInstanceOf(Unproven.class);
        assertThat(shown(List.of("Bearer x"), List.of("old"))).isInstanceOf(Unproven.class);
        assertThat(shown(List.of(), List.of())).isInstanceOf(Nothing.class);
    }

    private Shown shown(List<String> authorizations, List<String> keys) {
        return tokens.shown(new Credentials(authorizations, keys), callers);
    }
}
