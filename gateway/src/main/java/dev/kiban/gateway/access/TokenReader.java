package dev.kiban.gateway.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.kiban.definition.Issuer;
import java.io.Serial;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a token, and believes nothing of it before it is known who could have signed it (RFC 7519,
/// and the advice of RFC 8725).
final class TokenReader {
    private static final int MAX_LENGTH = 8_192;
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    /// What can stand in a header as it is.
    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]{1,200}");
    private static final int MAX_SCOPES = 100;

    private TokenReader() {}

    /// What a token claims, as far as it can be true.
    ///
    /// @param token to be verified with a key of the issuer
    /// @param until when it is worth nothing any more
    record Claims(JWSObject token, Issuer issuer, Identity identity, Instant until) {}

    /// Why a token cannot be true: words for who sent it, none of which is theirs.
    static final class Disbelief extends Exception {
        @Serial private static final long serialVersionUID = 1L;

        private final String why;

        Disbelief(String why) {
            super(why, null, false, false);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /// Reads everything but the signature.
    ///
    /// @throws Disbelief whatever the signature may be
    static Claims read(String token, Issuers issuers, Instant now) throws Disbelief {
        must(token.length() <= MAX_LENGTH, "it is too long");
        try {
            JWSObject signed = JWSObject.parse(token);
            checkHeader(signed.getHeader());
            JWTClaimsSet claims = JWTClaimsSet.parse(signed.getPayload().toString());
            Issuer issuer = issuer(claims, issuers);
            Instant until = checkTimes(claims, issuer.clockSkew(), now);
            return new Claims(signed, issuer, identity(claims, issuer), until);
        } catch (ParseException | RuntimeException e) {
            // The library says so in more ways than it promises: by a null, for claims of `null`.
            throw new Disbelief("it is no signed token");
        }
    }

    /// A token brings no key of its own, and asks for nothing that we do not know.
    private static void checkHeader(JWSHeader header) throws Disbelief {
        Set<String> critical = header.getCriticalParams();
        must(critical == null || critical.isEmpty(), "it asks for extensions");
        must(
                header.getJWK() == null
                        && header.getJWKURL() == null
                        && header.getX509CertURL() == null
                        && header.getX509CertChain() == null,
                "it brings its own key");
        JOSEObjectType type = header.getType();
        must(
                type == null || TYPES.contains(type.getType().toLowerCase(Locale.ROOT)),
                "it is of another type");
    }

    private static Issuer issuer(JWTClaimsSet claims, Issuers issuers) throws Disbelief {
        String name = claims.getIssuer() == null ? "" : claims.getIssuer();
        must(issuers.knows(name), "its issuer is not known here");
        return issuers.find(name, claims.getAudience())
                .orElseThrow(() -> new Disbelief("it is for another audience"));
    }

    private static Instant checkTimes(JWTClaimsSet claims, Duration skew, Instant now)
            throws Disbelief {
        Date end = claims.getExpirationTime();
        must(end != null, "it does not say when it expires");
        Instant until = end.toInstant().plus(skew);
        must(now.isBefore(until), "it has expired");
        must(isPast(claims.getNotBeforeTime(), now.plus(skew)), "it is not valid yet");
        must(isPast(claims.getIssueTime(), now.plus(skew)), "it was issued in the future");
        return until;
    }

    private static boolean isPast(@Nullable Date date, Instant latest) {
        return date == null || !date.toInstant().isAfter(latest);
    }

    private static Identity identity(JWTClaimsSet claims, Issuer issuer) throws Disbelief {
        String subject = claims.getSubject() == null ? "" : claims.getSubject();
        must(SUBJECT.matcher(subject).matches(), "its subject cannot be passed on");
        TreeSet<String> scopes = new TreeSet<>();
        Stream.of("scope", "scp")
                .flatMap(name -> texts(claims.getClaim(name)))
                .filter(scope -> SCOPE.matcher(scope).matches())
                .limit(MAX_SCOPES)
                .forEach(scopes::add);
        return new Identity(issuer.name(), subject, scopes, Identity.Proof.TOKEN);
    }

    /// Words with spaces between (RFC 8693, 4.2), or a list, as some providers have it.
    private static Stream<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Arrays.stream(text.split(" ", -1));
            case Collection<?> many ->
                    many.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }

    private static void must(boolean holds, String otherwise) throws Disbelief {
        if (!holds) {
            throw new Disbelief(otherwise);
        }
    }
}
