package dev.kiban.gateway.balance;

import java.util.EnumSet;
import java.util.Set;

/// What of a request may be tried again.
///
/// @param atMost attempts after the first one
/// @param on what has to go wrong with an attempt for another one
/// @param budgetPercent how many attempts on an upstream may be repeats, as a part of the requests
///     of the last seconds
/// @param idempotent whether to be served twice does no harm; otherwise only what the upstream
///     cannot have seen is sent again
public record Repeats(int atMost, Set<Trouble> on, int budgetPercent, boolean idempotent) {
    private static final int USUAL_PERCENT = 20;

    /// Once, when the upstream did not process the request, or had closed the connection.
    public static final Repeats USUAL = usual(true);

    /// Once, when the upstream did not process the request.
    public static final Repeats UNSEEN = usual(false);

    public Repeats {
        on = Set.copyOf(on);
    }

    boolean allows(Trouble trouble) {
        return on.contains(trouble) && (idempotent || trouble.isUnseen());
    }

    private static Repeats usual(boolean idempotent) {
        return new Repeats(
                1, EnumSet.of(Trouble.REFUSED, Trouble.STALE), USUAL_PERCENT, idempotent);
    }
}
