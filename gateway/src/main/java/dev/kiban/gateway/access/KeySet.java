package dev.kiban.gateway.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The keys of an issuer that can be used, as they were at one time. Immutable.
final class KeySet {
    /// So many keys are read at most; who signs with more of them does not exist.
    private static final int MAX_KEYS = 100;

    /// None at all.
    static final KeySet EMPTY = new KeySet(List.of());

    private final List<VerifyingKey> keys;

    private KeySet(List<VerifyingKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /// Reads a JSON Web Key Set. Keys of other kinds, and for other uses, are left out.
    ///
    /// @throws ParseException if it is none
    static KeySet parse(String json) throws ParseException {
        List<VerifyingKey> keys = new ArrayList<>();
        for (JWK key : JWKSet.parse(json).getKeys()) {
            if (keys.size() < MAX_KEYS) {
                VerifyingKey.of(key).ifPresent(keys::add);
            }
        }
        return new KeySet(keys);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    int size() {
        return keys.size();
    }

    /// The key that a token says it is signed with. One that does not say is signed with the only
    /// one that there is for its algorithm.
    Optional<VerifyingKey> find(JWSHeader header) {
        JWSAlgorithm algorithm = header.getAlgorithm();
        List<VerifyingKey> fitting =
                keys.stream()
                        .filter(key -> key.fits(algorithm))
                        .filter(
                                key ->
                                        header.getKeyID() == null
                                                || Objects.equals(header.getKeyID(), key.id()))
                        .toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    /// Whether it has the same keys.
    boolean isSame(KeySet other) {
        return published().equals(other.published());
    }

    private List<JWK> published() {
        return keys.stream().map(VerifyingKey::jwk).toList();
    }
}
