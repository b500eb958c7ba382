package dev.kiban.gateway.access;

import dev.kiban.definition.Partner;
import dev.kiban.gateway.access.Shown.KeyUnknown;
import dev.kiban.gateway.access.Shown.Proven;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The partners of a plan, by the SHA-256 of their keys. A key is drawn at random and long, so that
/// its hash gives nothing away, nor does the time that a look-up takes.
public final class ApiKeys {
    /// Nobody's.
    static final ApiKeys NONE = new ApiKeys(Map.of());

    /// The longest key; what is longer is none.
    private static final int MAX_LENGTH = 256;

    private final Map<Sha256.Digest, Proven> partners;

    private ApiKeys(Map<Sha256.Digest, Proven> partners) {
        this.partners = Map.copyOf(partners);
    }

    static ApiKeys of(List<Partner> partners) {
        Map<Sha256.Digest, Proven> byKey = new HashMap<>();
        for (Partner partner : partners) {
            Identity identity =
                    new Identity(
                            partner.name(),
                            partner.name(),
                            new TreeSet<>(partner.scopes()),
                            Identity.Proof.API_KEY);
            for (String key : partner.keys()) {
                byKey.put(Sha256.Digest.of(HexFormat.of().parseHex(key)), new Proven(identity));
            }
        }
        return new ApiKeys(byKey);
    }

    /// Whose key it is.
    Shown shown(String key, Sha256 sha256) {
        Proven partner = key.length() > MAX_LENGTH ? null : partners.get(sha256.of(key));
        return partner == null ? new KeyUnknown() : partner;
    }
}
