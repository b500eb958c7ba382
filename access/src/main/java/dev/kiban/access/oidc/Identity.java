package dev.kiban.access.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.kiban.kernel.TeamName;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who somebody is, as their provider says.
///
/// @param name that nobody else at the provider can take: an address that it has verified,
///     otherwise `oidc:` and the subject
/// @param teams what could be names of our teams
public record Identity(String name, SortedSet<TeamName> teams) {
    private static final int MAX_TEAMS = 500;
    private static final int MAX_EMAIL_LENGTH = 190;
    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7e]{1,190}");
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+");

    public Identity {
        teams = Collections.unmodifiableSortedSet(new TreeSet<>(teams));
    }

    /// Empty if the token does not say.
    static Optional<Identity> of(JWTClaimsSet claims, String teamsClaim) {
        TreeSet<TeamName> teams = new TreeSet<>();
        texts(claims.getClaim(teamsClaim))
                .limit(MAX_TEAMS)
                .flatMap(text -> team(text).stream())
                .forEach(teams::add);
        return subject(claims)
                .map(subject -> new Identity(email(claims).orElse("oidc:" + subject), teams));
    }

    private static Optional<String> subject(JWTClaimsSet claims) {
        return Optional.ofNullable(claims.getSubject())
                .filter(subject -> SUBJECT.matcher(subject).matches());
    }

    /// Anybody may claim to have an address.
    private static Optional<String> email(JWTClaimsSet claims) {
        Object verified = claims.getClaim("email_verified");
        boolean holds = Boolean.TRUE.equals(verified) || "true".equals(verified);
        return holds
                        && claims.getClaim("email") instanceof String email
                        && email.length() <= MAX_EMAIL_LENGTH
                        && EMAIL.matcher(email).matches()
                ? Optional.of(email.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static Stream<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Stream.of(text);
            case Collection<?> many ->
                    many.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }

    /// Some providers write groups as paths: `/shop-team`.
    private static Optional<TeamName> team(String text) {
        try {
            return Optional.of(new TeamName(text.replaceFirst("^/", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a group that is no team here
        }
    }
}
