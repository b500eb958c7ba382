package dev.kiban.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Issuer;
import dev.kiban.gateway.access.TokenReader.Disbelief;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever strangers send, it is a claim that can be true, or a disbelief with a reason.
class TokenReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Issuers ISSUERS =
            new Issuers(
                    List.of(
                            new Issuer(
                                    "customers",
                                    URI.create("https://login.example"),
                                    List.of("shop"),
                                    Duration.ofSeconds(30),
                                    Optional.empty())));

    @Property(tries = 2_000)
    void givesAReasonForWhatItDoesNotBelieve(
            @ForAll("headers") String header, @ForAll("claims") String claims) {
        String token = coded(header) + "." + coded(claims) + ".c2ln";

        String why = read(token);

        assertThat(why).matches("[ a-z]*");
    }

    @Property(tries = 1_000)
    void givesAReasonForAnyText(@ForAll String text) {
        assertThat(read(text)).matches("[ a-z]+");
    }

    /// Empty if it could be true.
    private static String read(String token) {
        try {
            return TokenReader.read(token, ISSUERS, NOW).identity().subject().isEmpty()
                    ? "nobody"
                    : "";
        } catch (Disbelief disbelief) {
            return disbelief.why();
        }
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of(
                "{\"alg\":\"RS256\"}",
                "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"a\"}",
                "{\"alg\":\"none\"}",
                "{\"alg\":\"None\"}",
                "{\"alg\":\"HS256\"}",
                "{\"alg\":7}",
                "{\"alg\":[\"RS256\"]}",
                "{}",
                "[]",
                "{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"RS256\",\"crit\":[]}",
                "{\"alg\":\"RS256\",\"jwk\":{}}",
                "{\"alg\":\"RS256\",\"jku\":\"https://evil.example\"}",
                "{\"alg\":\"RS256\",\"jku\":\":\"}",
                "{\"alg\":\"RS256\",\"x5c\":[\"AAAA\"]}",
                "{\"alg\":\"RS256\",\"kid\":{}}",
                "{\"alg\":\"RS256\",\"typ\":\"dpop+jwt\"}",
                "[".repeat(2_000));
    }

    @Provide
    Arbitrary<String> claims() {
        return Arbitraries.of(
                "{\"iss\":\"https://login.example\",\"aud\":\"shop\",\"sub\":\"u\",\"exp\":4102444800}",
                "{\"iss\":\"https://login.example\",\"aud\":[\"shop\",7],\"sub\":\"u\",\"exp\":4102444800}",
                "{\"iss\":\"https://login.example\",\"aud\":{},\"sub\":\"u\",\"exp\":4102444800}",
                "{\"iss\":7,\"aud\":\"shop\",\"sub\":\"u\",\"exp\":4102444800}",
                "{\"iss\":\"https://login.example\",\"aud\":\"shop\",\"sub\":[],\"exp\":4102444800}",
                "{\"iss\":\"https://login.example\",\"aud\":\"shop\",\"sub\":\"u\",\"exp\":\"never\"}",
                "{\"iss\":\"https://login.example\",\"aud\":\"shop\",\"sub\":\"u\",\"exp\":1e300}",
                "{\"iss\":\"https://login.example\",\"aud\":\"shop\",\"sub\":\"u\",\"exp\":9223372036854775807}",
                "{\"iss\":\"https://login.example\",\"aud\":\"shop\",\"sub\":\"u\",\"exp\":4102444800,\"scope\":{}}",
                "{\"iss\":\"https://login.example\",\"aud\":\"shop\",\"sub\":\"u\",\"exp\":4102444800,\"scp\":[7,null]}",
                "{\"iss\":\"https://login.example\",\"aud\":\"shop\",\"sub\":\"u\",\"exp\":4102444800,\"nbf\":-9e99}",
                "{}",
                "null",
                "\"x\"",
                "{\"a\":".repeat(1_000));
    }

    private static String coded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }
}
