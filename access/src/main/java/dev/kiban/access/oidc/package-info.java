/// People sign in at the provider that their company has: OpenID Connect, the authorization code
/// flow with PKCE. A package of its own since it talks HTTP, which the room's root does not.
///
/// Start at [SignIn][dev.kiban.access.oidc.SignIn]. Signatures are the matter of Nimbus JOSE+JWT;
/// what the claims must say is checked here, in [IdTokens][dev.kiban.access.oidc.IdTokens].
@NullMarked
package dev.kiban.access.oidc;

import org.jspecify.annotations.NullMarked;
