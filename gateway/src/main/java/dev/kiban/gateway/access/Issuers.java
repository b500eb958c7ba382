package dev.kiban.gateway.access;

import dev.kiban.definition.Issuer;
import java.util.List;
import java.util.Optional;

/// The issuers whose tokens a plan believes.
public record Issuers(List<Issuer> all) {
    /// Nobody's tokens.
    public static final Issuers NONE = new Issuers(List.of());

    public Issuers {
        all = List.copyOf(all);
    }

    /// Who has issued a token, if it is for us.
    ///
    /// @param name as the token writes it
    /// @param audience for whom the token is
    Optional<Issuer> find(String name, List<String> audience) {
        return all.stream()
                .filter(issuer -> issuer.issuer().toString().equals(name))
                .filter(issuer -> issuer.audiences().stream().anyMatch(audience::contains))
                .findFirst();
    }

    /// Whether one of them writes its name so.
    boolean knows(String name) {
        return all.stream().anyMatch(issuer -> issuer.issuer().toString().equals(name));
    }
}
