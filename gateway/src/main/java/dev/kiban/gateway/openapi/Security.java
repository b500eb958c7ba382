package dev.kiban.gateway.openapi;

import dev.kiban.definition.Gateway;
import dev.kiban.definition.Issuer;
import dev.kiban.gateway.access.Access;
import dev.kiban.gateway.access.Access.Guarded;
import dev.kiban.kernel.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who may call, in the words of OpenAPI: a scheme for each caller that the Gateway names.
final class Security {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String API_KEY = "X-Api-Key";

    private final Optional<Gateway> gateway;

    /// @param gateway that names callers; empty if none does
    Security(Optional<Gateway> gateway) {
        this.gateway = gateway;
    }

    /// All schemes, by the names of callers.
    Json schemes() {
        Members schemes = new Members();
        gateway.ifPresent(one -> add(one, schemes));
        return schemes.json();
    }

    private static void add(Gateway gateway, Members schemes) {
        gateway.issuers().forEach(issuer -> schemes.and(issuer.name(), scheme(issuer)));
        gateway.partners()
                .forEach(
                        partner ->
                                schemes.and(
                                        partner.name(),
                                        Members.of("type", "apiKey")
                                                .and("in", "header")
                                                .and("name", API_KEY)
                                                .json()));
        gateway.certificates().stream()
                .flatMap(certificates -> certificates.workloads().stream())
                .forEach(
                        workload ->
                                schemes.and(
                                        workload.name(), Members.of("type", "mutualTLS").json()));
    }

    /// What one of which a caller must show; empty if that does not matter.
    Optional<Json> of(Access access) {
        if (!(access instanceof Guarded guarded)) {
            return Optional.empty();
        }
        List<Json> choices = new ArrayList<>();
        for (String caller : guarded.callers()) {
            choices.add(new Members().and(caller, Json.texts(guarded.scopes())).json());
        }
        return Optional.of(Json.array(choices));
    }

    private static Json scheme(Issuer issuer) {
        if (issuer.keys().isPresent()) {
            return Members.of("type", "http")
                    .and("scheme", "bearer")
                    .and("bearerFormat", "JWT")
                    .json();
        }
        String name = issuer.issuer().toString();
        String slashless = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        return Members.of("type", "openIdConnect")
                .and("openIdConnectUrl", slashless + DISCOVERY)
                .json();
    }
}
