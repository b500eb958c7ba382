package dev.kiban.bench.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.kiban.definition.Capacity;
import dev.kiban.definition.Gateway;
import dev.kiban.definition.Issuer;
import dev.kiban.definition.Location;
import dev.kiban.definition.Metadata;
import dev.kiban.gateway.access.Callers;
import dev.kiban.gateway.access.Credentials;
import dev.kiban.gateway.access.Keys;
import dev.kiban.gateway.access.Shown;
import dev.kiban.gateway.access.Tokens;
import dev.kiban.gateway.report.GatewayMetrics;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Who calls, by a token signed with ES256: of a few callers, whose tokens are known after the
/// first time, and of more callers than are kept, whose tokens are verified each time.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@NullUnmarked
public class TokensBenchmark {
    private static final String ISSUER = "https://login.example";

    @Param({"1000", "11000"})
    public int callers;

    private String[] authorizations;
    private Callers known;
    private Keys keys;
    private Tokens tokens;
    private int next;

    @Setup
    public void setUp() throws JOSEException, InterruptedException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("key-2026").generate();
        URI address = URI.create(ISSUER + "/keys");
        Issuer issuer =
                new Issuer(
                        "customers",
                        URI.create(ISSUER),
                        List.of("shop"),
                        Duration.ofSeconds(30),
                        Optional.of(address));
        known =
                Callers.of(
                        new Gateway(
                                "public",
                                Metadata.NONE,
                                List.of(issuer),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Capacity.DEFAULT,
                                Location.of(Path.of("bench.yaml"))));
        InstantSource clock = InstantSource.system();
        keys =
                new Keys(
                        _ -> new JWKSet(key).toString(),
                        clock,
                        Log.to(_ -> {}),
                        new GatewayMetrics(new Metrics()).keys());
        CountDownLatch fetched = new CountDownLatch(1);
        keys.listen(fetched::countDown);
        keys.follow(known.issuers());
        fetched.await();
        tokens = new Tokens(keys, clock);
        authorizations = new String[callers];
        for (int i = 0; i < callers; i++) {
            authorizations[i] = "Bearer " + token("user-" + i, key, clock.instant());
        }
    }

    @TearDown
    public void tearDown() {
        keys.close();
    }

    @Benchmark
    public Shown shown() {
        next = next + 1 == callers ? 0 : next + 1;
        return tokens.shown(new Credentials(List.of(authorizations[next]), List.of()), known);
    }

    private static String token(String subject, ECKey key, Instant now) throws JOSEException {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                        new JWTClaimsSet.Builder()
                                .issuer(ISSUER)
                                .audience("shop")
                                .subject(subject)
                                .claim("scope", "items.read items.write")
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                                .build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }
}
