package dev.kiban.pace.reception;

import dev.kiban.pace.Answer;
import dev.kiban.transcode.http.GrpcCode;
import java.time.Duration;
import java.util.Optional;

/// Why somebody does not get what they want, in words that are the same over HTTP and gRPC.
///
/// @param code of gRPC, and by that the status of HTTP
/// @param retryAfter when it is worth asking again
public record Refusal(GrpcCode code, String message, Optional<Duration> retryAfter) {
    private static final int MAX_SHOWN = 64;

    /// Where nobody can tell when it is worth asking again.
    private static final Duration SOON = Duration.ofSeconds(1);

    /// For good.
    public Refusal(GrpcCode code, String message) {
        this(code, message, Optional.empty());
    }

    /// What a pacer says of an ask.
    static Refusal of(String pace, Answer.Refused refused) {
        String of = "pace '%s': ".formatted(pace);
        Duration after = refused.retryAfter();
        String again = after.isZero() ? "" : again(after);
        return switch (refused.reason()) {
            case UNKNOWN_PACE -> unknownPace(pace);
            case COSTS_TOO_MUCH -> invalid(of + "the job costs more than one may");
            case LINE_IS_FULL -> tooMuch(of + full(refused.limit()) + again, after);
            case WAIT_IS_TOO_LONG -> tooMuch(of + "the wait would be too long" + again, after);
            case SHARE_IS_USED -> tooMuch(of + shareIsUsed(refused.limit()) + again, after);
            case TOO_MANY_KEYS -> tooMuch(of + "too many keys of one header are busy", after);
            case PAUSED -> unavailable(of + "it is paused" + again, after);
            case TOO_MANY_IN_LINE -> unavailable("as many wait here as can, for all paces", after);
            case PACE_HAS_CHANGED ->
                    unavailable(
                            of + "it counts otherwise now, or this server ends: ask again", after);
            case ASKED_AGAIN ->
                    new Refusal(
                            GrpcCode.ABORTED, of + "the same ask was made again, and waits there");
        };
    }

    private static String full(String limit) {
        return "as many as the burst of '%s' wait already".formatted(limit);
    }

    private static String shareIsUsed(String limit) {
        return "its share of the permits by '%s' is used: others have to start first"
                .formatted(limit);
    }

    private static String again(Duration after) {
        return ": ask again in %s s".formatted(Seconds.text(after));
    }

    private static Refusal tooMuch(String message, Duration after) {
        return new Refusal(GrpcCode.RESOURCE_EXHAUSTED, message, Optional.of(orSoon(after)));
    }

    private static Refusal unavailable(String message, Duration after) {
        return new Refusal(GrpcCode.UNAVAILABLE, message, Optional.of(orSoon(after)));
    }

    private static Duration orSoon(Duration after) {
        return after.isZero() ? SOON : after;
    }

    /// The next turn is later than somebody wants it.
    public static Refusal noTurnWithin(Duration within, Duration after, String pace) {
        return tooMuch(
                "pace '%s': no turn within %s s%s"
                        .formatted(pace, Seconds.text(within), again(after)),
                after);
    }

    /// No pace is called so.
    static Refusal unknownPace(String pace) {
        return new Refusal(GrpcCode.NOT_FOUND, "there is no pace '%s'".formatted(shown(pace)));
    }

    /// No permit is called so, or not any more.
    public static Refusal unknownPermit() {
        return new Refusal(GrpcCode.NOT_FOUND, "there is no such permit, or it has ended already");
    }

    /// Nobody can say what became of a permit.
    public static Refusal storeIsAway() {
        return unavailable(
                "another replica gave this permit, and what they share cannot be reached: say it again",
                SOON);
    }

    /// What was said makes no sense.
    public static Refusal invalid(String message) {
        return new Refusal(GrpcCode.INVALID_ARGUMENT, message);
    }

    static Refusal unauthenticated() {
        return new Refusal(GrpcCode.UNAUTHENTICATED, "the pace needs a key: send 'x-api-key: …'");
    }

    static Refusal forbidden() {
        return new Refusal(GrpcCode.PERMISSION_DENIED, "who asks may not ask for this pace");
    }

    static Refusal ends() {
        return unavailable("this server ends: ask again", SOON);
    }

    /// Too many callers send large messages, all at once.
    public static Refusal busy() {
        return unavailable("too much is being sent here at once: ask again", SOON);
    }

    /// What somebody said, so that it can be shown.
    public static String shown(String text) {
        String cut = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
