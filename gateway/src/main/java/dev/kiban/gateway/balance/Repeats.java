package dev.kiban.gateway.balance;

import dev.kiban.definition.Retries;
import dev.kiban.gateway.Target;
import java.util.Optional;

/// What of one request may be tried again.
///
/// @param idempotent whether to be served twice does no harm; otherwise only what the upstream
///     cannot have seen is sent again
public record Repeats(Retries retries, boolean idempotent) {
    static final Repeats USUAL = new Repeats(Retries.USUAL, true);
    static final Repeats UNSEEN = new Repeats(Retries.USUAL, false);

    /// Of a request of a route.
    public static Repeats of(Target target, String httpMethod) {
        boolean idempotent = target.isIdempotent(httpMethod);
        Optional<Retries> said = target.terms().retries();
        if (said.isPresent()) {
            return new Repeats(said.get(), idempotent);
        }
        return idempotent ? USUAL : UNSEEN;
    }

    /// Whether it is worth keeping what goes out of a body.
    public boolean keepsBodies() {
        return !retries.on().isEmpty();
    }

    boolean allows(Trouble trouble) {
        return switch (trouble) {
            case NONE -> false;
            case NOT_CONNECTED, REFUSED -> true;
            case STALE -> idempotent;
            case RESET -> allows(Retries.Reason.RESET);
            case UNAVAILABLE -> allows(Retries.Reason.UNAVAILABLE);
            case GATEWAY_ERROR -> allows(Retries.Reason.GATEWAY_ERROR);
            case TOO_LATE -> allows(Retries.Reason.TIMEOUT);
        };
    }

    private boolean allows(Retries.Reason reason) {
        return idempotent && retries.on().contains(reason);
    }
}
