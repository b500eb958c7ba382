package dev.kiban.console.web;

import com.sun.net.httpserver.Headers;
import dev.kiban.access.Caller.Person;
import dev.kiban.access.Secret;
import dev.kiban.console.Reception;
import dev.kiban.console.Reception.Begun;
import dev.kiban.console.Reception.Closed;
import dev.kiban.console.Reception.Desk;
import dev.kiban.console.Reception.Developer;
import dev.kiban.console.Reception.SignIns;
import dev.kiban.console.Reception.Strangers;
import dev.kiban.console.Reception.TurnedAway;
import dev.kiban.console.Reception.Welcome;
import dev.kiban.console.Reception.Why;
import dev.kiban.console.page.Notice;
import dev.kiban.console.page.Notice.Because;
import dev.kiban.console.page.Notice.Next;
import dev.kiban.console.page.Phrase;
import dev.kiban.console.page.Reader;
import dev.kiban.console.page.Templates;
import dev.kiban.console.page.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Knows who looks, and lets people sign in and out.
final class Gatehouse {
    private static final String SIGN_IN = "/sign-in";
    private static final String DONE = "/sign-in/done";
    private static final String SIGNED_OUT = "/signed-out";
    private static final String FORMS = "forms";
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    /// What a proxy adds: then it is not somebody at this machine.
    private static final List<String> PASSED_ON =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via");

    private final Reception reception;
    private final Cookies cookies;
    private final Templates templates = new Templates();

    Gatehouse(Reception reception, Site site) {
        this.reception = reception;
        this.cookies = new Cookies(site.isSecure());
    }

    /// Whether nobody can change anything.
    boolean knowsNobody() {
        return reception instanceof Strangers;
    }

    /// Whether there are no pages at all.
    boolean isClosed() {
        return reception instanceof Closed;
    }

    /// Who asks; empty if they have to sign in first.
    Optional<Reader> reader(Asked asked, Headers headers) {
        return switch (reception) {
            case Closed _, Strangers _ -> Optional.of(new Reader.Stranger());
            case Developer(Person person, Secret forms) ->
                    Optional.of(
                            PASSED_ON.stream().anyMatch(headers::containsKey)
                                    ? new Reader.Stranger()
                                    : new Reader.Developer(person, forms.derive(FORMS)));
            case SignIns(Desk desk) ->
                    cookies.session(asked)
                            .flatMap(
                                    session ->
                                            desk.identify(session)
                                                    .map(person -> signedIn(person, session)));
        };
    }

    private static Reader signedIn(Person person, Secret session) {
        return new Reader.SignedIn(person, session.derive(FORMS));
    }

    /// The pages around signing in; empty if it is another one.
    Optional<Reply> answer(Asked asked) {
        if (!(reception instanceof SignIns(Desk desk))) {
            return Optional.empty();
        }
        return switch (asked.path()) {
            case SIGN_IN -> Optional.of(begin(desk, asked));
            case DONE -> Optional.of(finish(desk, asked));
            case SIGNED_OUT -> Optional.of(notice(OK, asked, Phrase.SIGNED_OUT, Phrase.SIGN_IN));
            default -> Optional.empty();
        };
    }

    /// For who has to sign in first. A part of a page that renews itself makes the whole one do so.
    Reply signInFirst(Asked asked, Headers headers) {
        if (headers.containsKey("Hx-Request")) {
            return Reply.text(401, "Sign in first.\n").with("Hx-Refresh", "true");
        }
        return Reply.see(Visitor.address(SIGN_IN, Map.of("to", asked.address())));
    }

    /// For who sends a form, and was signed in when they opened it.
    Reply signInAgain(Asked asked) {
        return notice(401, asked, Phrase.SIGN_IN_FIRST, Phrase.SIGN_IN);
    }

    /// For who sends a form of a session that is over, in another window perhaps.
    Reply loadAgain(Asked asked) {
        Next start = new Next(Phrase.BACK_TO_BOARD, "/");
        return notice(FORBIDDEN, asked.nowhere(), Phrase.FORM_OF_ANOTHER_SESSION, start);
    }

    /// Here, and at the provider if it lets people sign out. Browsers follow no form to another
    /// site, as our policy tells them: so it is a page that leads there by itself.
    Reply signOut(Asked asked) {
        Optional<String> provider =
                reception instanceof SignIns(Desk desk)
                        ? cookies.session(asked).flatMap(desk::end)
                        : Optional.empty();
        Visitor stranger = asked.by(new Reader.Stranger()).nowhere();
        return provider.map(
                        address ->
                                notice(OK, stranger, Phrase.SIGNED_OUT_HERE, leaving(address))
                                        .with("Refresh", "0; url=" + address))
                .orElseGet(() -> Reply.see(SIGNED_OUT))
                .remembering(List.of(cookies.endSession()));
    }

    private static Next leaving(String address) {
        return new Next(Phrase.SIGN_OUT_THERE, address);
    }

    private Reply begin(Desk desk, Asked asked) {
        Optional<Begun> begun = desk.begin();
        if (begun.isEmpty()) {
            return turnedAway(asked, Why.NOT_NOW);
        }
        Cookies.Attempt attempt =
                new Cookies.Attempt(begun.get().attempt(), OwnPath.of(asked.visitor().asked("to")));
        return Reply.redirect(begun.get().address(), List.of(cookies.setAttempt(attempt)));
    }

    private Reply finish(Desk desk, Asked asked) {
        Optional<Cookies.Attempt> attempt = cookies.attempt(asked);
        if (attempt.isEmpty()) {
            return turnedAway(asked, Why.UNKNOWN);
        }
        return switch (desk.finish(attempt.get().secret(), asked.query())) {
            case Welcome(Secret session) -> {
                cookies.session(asked).ifPresent(desk::end);
                yield Reply.redirect(
                        attempt.get().path().value(),
                        List.of(cookies.endAttempt(), cookies.setSession(session)));
            }
            case TurnedAway(Why why) ->
                    turnedAway(asked, why).remembering(List.of(cookies.endAttempt()));
        };
    }

    private Reply turnedAway(Asked asked, Why why) {
        return switch (why) {
            case UNKNOWN -> notice(FORBIDDEN, asked, Phrase.SIGN_IN_FAILED, Phrase.TRY_AGAIN);
            case NO_TEAM -> notice(FORBIDDEN, asked, Phrase.SIGN_IN_NO_TEAM, Phrase.TRY_AGAIN);
            case NOT_NOW -> notice(503, asked, Phrase.SIGN_IN_NOT_NOW, Phrase.TRY_AGAIN);
        };
    }

    private Reply notice(int status, Asked asked, Phrase what, Phrase next) {
        return notice(status, asked.nowhere(), what, new Next(next, SIGN_IN));
    }

    private Reply notice(int status, Visitor visitor, Phrase what, Next next) {
        return Reply.page(
                status, templates.print(new Notice(visitor, what, Because.NOTHING_MORE, next)));
    }
}
