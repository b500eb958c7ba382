package dev.kiban.access.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a provider does what, as its discovery document says.
///
/// @param basic whether the client's secret goes into a header, and not into the form
/// @param endSession where people sign out of it, if it offers that
/// @param namesItself whether its answers in the browser say who answers (RFC 9207)
record Endpoints(
        URI authorization,
        URI token,
        URI keys,
        Optional<URI> endSession,
        boolean basic,
        boolean namesItself) {
    private static final String END_SESSION = "end_session_endpoint";
    private static final String BASIC = "client_secret_basic";

    /// @throws ProviderFault if it is none that can be used, or that of another issuer
    static Endpoints read(String json, URI issuer) {
        try {
            Map<String, Object> document = JSONObjectUtils.parse(json);
            String named = String.valueOf(document.get("issuer"));
            if (!named.equals(issuer.toString())) {
                throw new ProviderFault(
                        "the provider says that it is '%s', and not '%s': write the issuer as it does"
                                .formatted(named, issuer));
            }
            return new Endpoints(
                    safe(document, "authorization_endpoint"),
                    safe(document, "token_endpoint"),
                    safe(document, "jwks_uri"),
                    document.containsKey(END_SESSION)
                            ? Optional.of(safe(document, END_SESSION))
                            : Optional.empty(),
                    takesBasic(document),
                    Boolean.TRUE.equals(
                            document.get("authorization_response_iss_parameter_supported")));
        } catch (ParseException e) {
            throw new ProviderFault("the provider's discovery document is no JSON", e);
        }
    }

    private static URI safe(Map<String, Object> document, String key) {
        try {
            URI url = URI.create(String.valueOf(document.get(key)));
            if (OidcSettings.isSafe(url)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new ProviderFault("the provider's %s is no URL".formatted(key), e);
        }
        throw new ProviderFault("the provider's %s does not start with https://".formatted(key));
    }

    /// What a document without the key means, too.
    private static boolean takesBasic(Map<String, Object> document) {
        return !(document.get("token_endpoint_auth_methods_supported") instanceof List<?> methods)
                || methods.contains(BASIC);
    }
}
