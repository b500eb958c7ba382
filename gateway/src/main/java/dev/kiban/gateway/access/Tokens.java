package dev.kiban.gateway.access;

import dev.kiban.gateway.access.Shown.KeyMissing;
import dev.kiban.gateway.access.Shown.Nothing;
import dev.kiban.gateway.access.Shown.Proven;
import dev.kiban.gateway.access.Shown.Unproven;
import dev.kiban.gateway.access.TokenReader.Claims;
import dev.kiban.gateway.access.TokenReader.Disbelief;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Tells who calls. Verifies tokens, each once: what a token proves is kept by its SHA-256 until it
/// expires, the keys of its issuer change, or others are used more. Owned by one loop.
public final class Tokens {
    /// What is shown where nobody asks.
    public static final Shown NOT_ASKED = Nothing.NOTHING;

    /// Some 5 MB.
    static final int MAX_KEPT = 10_000;

    private final Keys keys;
    private final InstantSource clock;
    private final Sha256 sha256 = new Sha256();
    private final SequencedMap<Sha256.Digest, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
    private Issuers believed = Issuers.NONE;

    public Tokens(Keys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /// What a token has proven.
    ///
    /// @param source whose keys have changed if they are not these any more
    private record Kept(IssuerKeys source, KeySet keys, Proven proven, long untilMillis) {

        boolean holds(long nowMillis) {
            return nowMillis < untilMillis && source.keys() == keys;
        }
    }

    /// What a request shows.
    ///
    /// @param callers whom its plan knows
    public Shown shown(Credentials credentials, Callers callers) {
        return credentials.shown(
                token -> read(token, callers.issuers()), key -> callers.keys().shown(key, sha256));
    }

    private Shown read(String token, Issuers issuers) {
        forgetOthers(issuers);
        Sha256.Digest digest = sha256.of(token);
        Kept before = kept.get(digest);
        if (before != null && before.holds(clock.millis())) {
            return before.proven();
        }
        kept.remove(digest);
        try {
            return verify(TokenReader.read(token, issuers, clock.instant()), digest);
        } catch (Disbelief disbelief) {
            return new Unproven(disbelief.why());
        }
    }

    /// A plan that believes others has verified nothing yet.
    private void forgetOthers(Issuers issuers) {
        if (!believed.equals(issuers)) {
            kept.clear();
            believed = issuers;
        }
    }

    private Shown verify(Claims claims, Sha256.Digest digest) {
        Optional<IssuerKeys> source = keys.of(claims.issuer());
        if (source.isEmpty()) {
            return new KeyMissing(false, false);
        }
        KeySet now = source.get().keys();
        Optional<VerifyingKey> key = now.find(claims.token().getHeader());
        if (key.isEmpty()) {
            boolean searching = keys.search(source.get());
            return !searching && source.get().keys() != now
                    ? verify(claims, digest) // they came just now
                    : new KeyMissing(searching, !now.isEmpty());
        }
        if (!key.get().signed(claims.token())) {
            return new Unproven("its signature is wrong");
        }
        Proven proven = new Proven(claims.identity());
        keep(digest, new Kept(source.get(), now, proven, claims.until().toEpochMilli()));
        return proven;
    }

    private void keep(Sha256.Digest digest, Kept what) {
        kept.put(digest, what);
        if (kept.size() > MAX_KEPT) {
            kept.pollFirstEntry();
        }
    }
}
