package dev.kiban.access.oidc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What is known of a provider: looked up when it is first needed, and kept for a while.
final class Provider {
    private static final String DOCUMENT = "/.well-known/openid-configuration";
    private static final Duration KEPT = Duration.ofHours(1);

    /// One that does not answer is left alone for so long: who signs in is not kept waiting again.
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    private static final Duration KEYS_KEPT = Duration.ofMinutes(15);
    private static final Duration KEYS_PATIENCE = Duration.ofSeconds(15);

    /// However many tokens with unknown keys come.
    private static final Duration BETWEEN_KEYS = Duration.ofSeconds(30);

    private final URI issuer;
    private final ProviderCalls calls;
    private final InstantSource clock;
    private Optional<Known> known = Optional.empty();
    private Optional<ProviderFault> fault = Optional.empty();
    private Instant until = Instant.MIN;

    Provider(URI issuer, ProviderCalls calls, InstantSource clock) {
        this.issuer = issuer;
        this.calls = calls;
        this.clock = clock;
    }

    /// A provider as it is.
    ///
    /// @param keys that it signs with; asked for anew if one is missing, but not too often
    record Known(Endpoints endpoints, JWKSource<SecurityContext> keys) {}

    /// @throws ProviderFault if it does not answer, or not as it should
    synchronized Known know() {
        Instant now = clock.instant();
        if (!now.isBefore(until)) {
            look(now);
        }
        if (fault.isPresent()) {
            throw fault.get();
        }
        return known.orElseThrow();
    }

    private void look(Instant now) {
        try {
            Endpoints endpoints = Endpoints.read(calls.get(document()), issuer);
            if (known.isEmpty() || !known.get().endpoints().equals(endpoints)) {
                known = Optional.of(new Known(endpoints, keys(endpoints)));
            }
            fault = Optional.empty();
            until = now.plus(KEPT);
        } catch (ProviderFault e) {
            fault = known.isPresent() ? Optional.empty() : Optional.of(e);
            until = now.plus(LEFT_ALONE);
        }
    }

    private URI document() {
        return URI.create(issuer.toString().replaceFirst("/$", "") + DOCUMENT);
    }

    private JWKSource<SecurityContext> keys(Endpoints endpoints) {
        try {
            return JWKSourceBuilder.create(endpoints.keys().toURL(), calls)
                    .cache(KEYS_KEPT.toMillis(), KEYS_PATIENCE.toMillis())
                    .rateLimited(BETWEEN_KEYS.toMillis())
                    .refreshAheadCache(false)
                    .build();
        } catch (MalformedURLException e) {
            throw new ProviderFault("the provider's keys have no address", e);
        }
    }
}
