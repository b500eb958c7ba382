package dev.kiban.access.oidc;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/// The provider that people sign in at, and who we are to it.
///
/// @param issuer as the provider writes it, to the letter
/// @param back where it sends browsers back to
public record OidcSettings(URI issuer, Client client, Back back, Asking asking) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /// @throws IllegalArgumentException if the issuer cannot be one
    public OidcSettings {
        if (!isSafe(issuer) || issuer.getRawQuery() != null || issuer.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "an issuer is a URL that starts with https://, such as https://login.example: '%s' is not"
                            .formatted(issuer));
        }
    }

    /// As whom the provider knows this program.
    public record Client(String id, String secret) {

        public Client {
            if (id.isBlank() || secret.isBlank()) {
                throw new IllegalArgumentException("a client has an id and a secret");
            }
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /// Addresses of ours that the provider was told of.
    ///
    /// @param signedIn with who somebody is
    /// @param signedOut when they have signed out there too
    public record Back(URI signedIn, URI signedOut) {}

    /// What the provider is asked for.
    ///
    /// @param scopes in one line, `openid` among them
    /// @param teamsClaim which claim says what teams someone is in
    public record Asking(String scopes, String teamsClaim) {
        private static final Pattern SCOPES =
                Pattern.compile("([!#-\\[\\]-~]+ )*openid( [!#-\\[\\]-~]+)*");

        public Asking {
            if (!SCOPES.matcher(scopes).matches()) {
                throw new IllegalArgumentException(
                        "scopes are words with a space between, openid among them: '%s' are not"
                                .formatted(scopes));
            }
            if (teamsClaim.isBlank()) {
                throw new IllegalArgumentException("the claim of teams has a name");
            }
        }
    }

    /// Whether what is sent there stays between us and them: `https`, or this very machine.
    static boolean isSafe(URI url) {
        String host = url.getHost();
        return host != null
                && url.getRawUserInfo() == null
                && ("https".equals(url.getScheme())
                        || ("http".equals(url.getScheme()) && LOOPBACK.contains(host)));
    }
}
