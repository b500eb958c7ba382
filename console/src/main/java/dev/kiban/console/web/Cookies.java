package dev.kiban.console.web;

import dev.kiban.access.Secret;
import java.time.Duration;
import java.util.Optional;

/// The cookies of those who sign in. Over TLS their names begin with `__Host-`: browsers then take
/// them from this very host only, so that no neighbour can plant one.
///
/// @param isSecure whether browsers reach us by TLS
record Cookies(boolean isSecure) {
    /// How long somebody may take at their provider.
    private static final Duration ATTEMPT = Duration.ofMinutes(10);

    private static final String SESSION_NAME = "kiban-session";
    private static final String ATTEMPT_NAME = "kiban-sign-in";

    /// A path of ours beside it: where the browser was going.
    private static final String SEPARATOR = ".";

    Optional<Secret> session(Asked asked) {
        return Optional.ofNullable(asked.cookies().get(name(SESSION_NAME))).flatMap(Secret::of);
    }

    String setSession(Secret session) {
        return cookie(SESSION_NAME, session.reveal(), "");
    }

    String endSession() {
        return cookie(SESSION_NAME, "", "; Max-Age=0");
    }

    /// An attempt to sign in, and where it leads.
    record Attempt(Secret secret, OwnPath path) {}

    Optional<Attempt> attempt(Asked asked) {
        String value = asked.cookies().getOrDefault(name(ATTEMPT_NAME), "");
        int end = value.indexOf(SEPARATOR);
        return end < 0
                ? Optional.empty()
                : Secret.of(value.substring(0, end))
                        .map(
                                secret ->
                                        new Attempt(
                                                secret, OwnPath.coded(value.substring(end + 1))));
    }

    String setAttempt(Attempt attempt) {
        return cookie(
                ATTEMPT_NAME,
                attempt.secret().reveal() + SEPARATOR + attempt.path().coded(),
                "; Max-Age=" + ATTEMPT.toSeconds());
    }

    String endAttempt() {
        return cookie(ATTEMPT_NAME, "", "; Max-Age=0");
    }

    private String name(String plain) {
        return isSecure ? "__Host-" + plain : plain;
    }

    /// Lax: a provider sends the browser back from another site.
    private String cookie(String plain, String value, String more) {
        return "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s"
                .formatted(name(plain), value, isSecure ? "; Secure" : "", more);
    }
}
