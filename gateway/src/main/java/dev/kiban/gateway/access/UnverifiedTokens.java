package dev.kiban.gateway.access;

import dev.kiban.gateway.access.Shown.Proven;
import dev.kiban.gateway.access.Shown.Unproven;
import dev.kiban.gateway.access.TokenReader.Disbelief;
import java.time.InstantSource;

/// What requests would show if the signatures of their tokens are good: for explanations, where
/// there are no keys. Never for requests.
public record UnverifiedTokens(InstantSource clock) {

    /// What a request would show.
    public Shown shown(Credentials credentials, Callers callers) {
        return credentials.shown(
                token -> read(token, callers.issuers()),
                key -> callers.keys().shown(key, new Sha256()));
    }

    private Shown read(String token, Issuers issuers) {
        try {
            return new Proven(TokenReader.read(token, issuers, clock.instant()).identity());
        } catch (Disbelief disbelief) {
            return new Unproven(disbelief.why());
        }
    }
}
