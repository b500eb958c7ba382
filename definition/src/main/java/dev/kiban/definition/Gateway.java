package dev.kiban.definition;

import dev.kiban.kernel.AddressRange;
import java.util.List;
import java.util.Optional;

/// What holds for all routes of a directory.
///
/// @param issuers whose tokens are believed
/// @param partners whose API keys are known
/// @param certificates who calls by a client certificate; empty if none are asked for
/// @param access who may call the routes that do not say so themselves; empty if each must
/// @param cors what browsers are told about the routes that do not say so themselves
/// @param from where requests may come from to the routes that do not say so themselves
/// @param compression whether answers of the routes that do not say so themselves are compressed
/// @param accessLog what the access log says of the routes that do not say so themselves, and of
/// requests that no route takes
/// @param trustedProxies whose word counts about where a request comes from
/// @param capacity how much is taken of clients
/// @param at where the document starts
public record Gateway(
        String name,
        Metadata metadata,
        List<Issuer> issuers,
        List<Partner> partners,
        Optional<ClientCertificates> certificates,
        Optional<AccessRule> access,
        Optional<Cors> cors,
        Optional<Sources> from,
        Optional<Compression> compression,
        Optional<AccessLog> accessLog,
        List<AddressRange> trustedProxies,
        Capacity capacity,
        Location at) {

    public Gateway {
        issuers = List.copyOf(issuers);
        partners = List.copyOf(partners);
        trustedProxies = List.copyOf(trustedProxies);
    }
}
