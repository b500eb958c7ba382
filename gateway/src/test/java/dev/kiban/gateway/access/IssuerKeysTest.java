package dev.kiban.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.kiban.definition.Issuer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {
    private static final String ISSUER = "https://login.example";
    private static final URI KEYS = URI.create("https://login.example/keys.json");

    private final Map<String, String> served = new HashMap<>();
    private final KeyEvents heard = new KeyEvents();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private int fetched;

    @Test
    void areThoseOfTheDiscoveryDocument() {
        served.put(
                ISSUER + "/.well-known/openid-configuration",
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(ISSUER, KEYS));
        served.put(KEYS.toString(), keySet());
        IssuerKeys keys = keys(Optional.empty());

        assertThat(keys.isDue()).isTrue();
        assertThat(keys.fetch()).isEmpty();

        assertThat(keys.keys().isEmpty()).isFalse();
        assertThat(keys.isDue()).isFalse();
    }

    @Test
    void areNotTakenFromAnotherIssuerNorOverAnUnsafeWay() {
        String document = ISSUER + "/.well-known/openid-configuration";
        IssuerKeys keys = keys(Optional.empty());

        served.put(document, "{\"issuer\":\"https://evil.example\",\"jwks_uri\":\"" + KEYS + "\"}");
        assertThat(keys.fetch().orElseThrow()).contains("another issuer");

        served.put(
                document,
                "{\"issuer\":\"%s\",\"jwks_uri\":\"http://login.example/keys\"}".formatted(ISSUER));
        assertThat(keys.fetch().orElseThrow()).contains("does not start with https://");
        assertThat(keys.keys().isEmpty()).isTrue();
    }

    @Test
    void areFetchedAgainAfterAWhile() {
        IssuerKeys keys = withKeys();

        now = now.plus(IssuerKeys.REFRESH);

        assertThat(keys.isDue()).isTrue();
    }

    @Test
    void areTheSameObjectAsLongAsNothingHasChanged() {
        IssuerKeys keys = withKeys();
        KeySet before = keys.keys();

        keys.fetch();
        assertThat(keys.keys()).isSameAs(before);

        served.put(KEYS.toString(), keySet());
        keys.fetch();
        assertThat(keys.keys()).isNotSameAs(before);
    }

    @Test
    void areSearchedForAnUnknownOneButNotAgainTooSoon() {
        IssuerKeys keys = withKeys();

        assertThat(keys.search()).isTrue();
        assertThat(keys.isDue()).isTrue();
        keys.fetch();
        assertThat(keys.search()).isFalse();
        assertThat(keys.isDue()).isFalse();

        now = now.plus(IssuerKeys.BETWEEN_SEARCHES);
        assertThat(keys.search()).isTrue();
    }

    @Test
    void stayGoodForADayWhileTheIssuerIsAway() {
        IssuerKeys keys = withKeys();
        served.clear();

        now = now.plus(IssuerKeys.STALE).minusSeconds(1);
        assertThat(keys.fetch()).isPresent();
        assertThat(keys.keys().isEmpty()).isFalse();

        now = now.plusSeconds(1);
        assertThat(keys.fetch()).isPresent();
        assertThat(keys.keys().isEmpty()).isTrue();
        assertThat(heard.events())
                .containsExactly(
                        "customers has 1", "customers failed, 1 left", "customers failed, 0 left");
    }

    @Test
    void areAskedForMoreAndMoreSeldomWhileTheIssuerIsAway() {
        IssuerKeys keys = keys(Optional.of(KEYS));

        for (int seconds : List.of(1, 2, 4, 8, 16, 30, 30)) {
            keys.fetch();
            now = now.plusSeconds(seconds).minusMillis(1);
            assertThat(keys.isDue()).as("before %d s", seconds).isFalse();
            now = now.plusMillis(1);
            assertThat(keys.isDue()).as("after %d s", seconds).isTrue();
        }
        assertThat(fetched).isEqualTo(7);
    }

    @Test
    void areNeverReplacedByNothing() {
        IssuerKeys keys = withKeys();

        served.put(KEYS.toString(), "{\"keys\":[]}");
        assertThat(keys.fetch().orElseThrow()).contains("no key");
        for (String nonsense : List.of("<html>", "null", "[]", "7", "{\"keys\":[null]}")) {
            served.put(KEYS.toString(), nonsense);
            assertThat(keys.fetch()).as(nonsense).isPresent();
        }

        assertThat(keys.keys().isEmpty()).isFalse();
    }

    private IssuerKeys withKeys() {
        served.put(KEYS.toString(), keySet());
        IssuerKeys keys = keys(Optional.of(KEYS));
        assertThat(keys.fetch()).isEmpty();
        return keys;
    }

    private IssuerKeys keys(Optional<URI> address) {
        Issuer issuer =
                new Issuer(
                        "customers",
                        URI.create(ISSUER),
                        List.of("shop"),
                        Duration.ofSeconds(30),
                        address);
        return new IssuerKeys(issuer, this::get, () -> now, heard);
    }

    private String get(URI url) throws IOException {
        fetched++;
        if (!served.containsKey(url.toString())) {
            throw new IOException(url + " does not answer");
        }
        return served.get(url.toString());
    }

    private static String keySet() {
        try {
            return new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("k").generate()).toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
