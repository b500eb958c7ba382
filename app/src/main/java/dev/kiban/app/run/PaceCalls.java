package dev.kiban.app.run;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Asks a pace, over HTTP.
final class PaceCalls {
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    /// A permit that is not given back in time drains, or its lease ends.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int MAY_PASS = 500;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final double MILLIS = 1e3;

    private final PaceTerms terms;

    PaceCalls(PaceTerms terms) {
        this.terms = terms;
    }

    /// What a pace says.
    sealed interface Told {}

    /// The job may start.
    ///
    /// @param lease in which it must be renewed or done; zero if it need not be
    record Passed(String permit, Duration lease) implements Told {}

    /// Not within the time that a caller is held.
    record Later(Duration pause, String why) implements Told {}

    /// The pace says no, and will say so again.
    record Refused(String why) implements Told {}

    /// Nobody knows; it may be otherwise in a moment.
    record NoAnswer(String why) implements Told {}

    /// May it start? Waits for its turn.
    ///
    /// @param key the same for the same question
    Told ask(UUID key, Duration patience) {
        Map<String, String> headers = new HashMap<>(terms.headers());
        headers.put("Idempotency-Key", key.toString());
        try {
            return told(new HttpCall("POST", url(""), headers).send(CONNECTING, patience));
        } catch (IOException e) {
            return new NoAnswer("nothing answers at %s (%s)".formatted(terms.at(), e));
        }
    }

    /// It has not started.
    void giveBack(String permit) {
        note("DELETE", "/permits/" + permit);
    }

    /// It has ended.
    void done(String permit) {
        note("POST", "/permits/%s/done".formatted(permit));
    }

    /// It still runs.
    ///
    /// @return whether the pace knows of it
    boolean renew(String permit) {
        return note("POST", "/permits/%s/renew".formatted(permit));
    }

    private boolean note(String method, String path) {
        try {
            return new HttpCall(method, url(path), terms.headers())
                            .send(PATIENCE, PATIENCE)
                            .status()
                    == NO_CONTENT;
        } catch (IOException e) {
            return false;
        }
    }

    private URI url(String path) {
        return terms.at().resolve("/pace/%s%s".formatted(terms.name(), path));
    }

    private Told told(HttpCall.Reply reply) {
        String why =
                "%s answers %d: %s".formatted(terms.at(), reply.status(), reply.text().strip());
        return switch (reply.status()) {
            case OK ->
                    reply.header("Kiban-Permit").isEmpty()
                            ? new Refused("%s is no pace: it gives no permit".formatted(terms.at()))
                            : new Passed(
                                    reply.header("Kiban-Permit"),
                                    seconds(reply.header("Kiban-Lease")));
            case TOO_MANY, UNAVAILABLE -> new Later(seconds(reply.header("Retry-After")), why);
            case CONFLICT -> new NoAnswer(why);
            default -> reply.status() >= MAY_PASS ? new NoAnswer(why) : new Refused(why);
        };
    }

    /// Zero if it is no number.
    private static Duration seconds(String text) {
        try {
            return Duration.ofMillis((long) (Double.parseDouble(text) * MILLIS));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}
