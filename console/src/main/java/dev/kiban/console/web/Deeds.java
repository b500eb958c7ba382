package dev.kiban.console.web;

import dev.kiban.access.Caller;
import dev.kiban.console.Acts;
import dev.kiban.console.page.Notice;
import dev.kiban.console.page.Notice.Because;
import dev.kiban.console.page.Notice.Next;
import dev.kiban.console.page.Phrase;
import dev.kiban.console.page.Templates;
import dev.kiban.console.page.Visitor;
import dev.kiban.kernel.ServiceName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/// What forms of a service's page do.
final class Deeds {
    private final Acts acts;
    private final InstantSource clock;
    private final Templates templates = new Templates();

    Deeds(Acts acts, InstantSource clock) {
        this.acts = acts;
        this.clock = clock;
    }

    /// Overrides the gate.
    Reply override(Asked asked, Caller by, String service, Form form) {
        return done(asked, service, name -> acts.override(by, name, override(form)));
    }

    /// Lets a time count as good.
    Reply correct(Asked asked, Caller by, String service, Form form) {
        return done(asked, service, name -> correct(by, name, correction(form)));
    }

    /// Undoes a correction.
    Reply undo(Asked asked, Caller by, String service, Form form) {
        return done(asked, service, name -> acts.undo(by, name, undoing(form)));
    }

    private Reply done(Asked asked, String service, Function<ServiceName, Acts.Outcome> deed) {
        String page = "/services/" + service;
        return switch (outcome(service, deed)) {
            case Acts.Done _ -> Reply.see(page + "#change");
            case Acts.Refused(Acts.Why why, String detail) -> refused(asked, page, why, detail);
        };
    }

    private static Acts.Outcome outcome(String service, Function<ServiceName, Acts.Outcome> deed) {
        try {
            return deed.apply(new ServiceName(service));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return new Acts.Refused(Acts.Why.WRONG, String.valueOf(e.getMessage()));
        }
    }

    /// Until the end of a minute, so that a form that is sent twice at once says the same.
    private Acts.OverrideWish override(Form form) {
        Instant expires =
                clock.instant()
                        .plus(Duration.parse(form.get("for")))
                        .truncatedTo(ChronoUnit.MINUTES);
        return new Acts.OverrideWish(form.get("reason"), expires, form.get("key"));
    }

    private static Acts.CorrectionWish correction(Form form) {
        ZoneId zone = ZoneId.of(form.get("zone"));
        Acts.Span span =
                new Acts.Span(
                        LocalDateTime.parse(form.get("from")).atZone(zone).toInstant(),
                        LocalDateTime.parse(form.get("to")).atZone(zone).toInstant());
        return new Acts.CorrectionWish(form.get("slo"), span, form.get("reason"), form.get("key"));
    }

    private static Acts.Undoing undoing(Form form) {
        return new Acts.Undoing(form.get("slo"), Long.parseLong(form.get("number")));
    }

    /// The one mistake that people make in this form.
    private Acts.Outcome correct(Caller by, ServiceName service, Acts.CorrectionWish wish) {
        return wish.span().to().isAfter(wish.span().from())
                ? acts.correct(by, service, wish)
                : new Acts.Refused(Acts.Why.BACKWARDS, "");
    }

    private Reply refused(Asked asked, String page, Acts.Why why, String detail) {
        Visitor visitor = asked.nowhere();
        Notice notice =
                new Notice(
                        visitor,
                        Phrase.NOT_DONE,
                        new Because(visitor.say(words(why)), detail),
                        new Next(Phrase.BACK, OwnPath.of(page).value()));
        return Reply.page(status(why), templates.print(notice));
    }

    private static int status(Acts.Why why) {
        return switch (why) {
            case WRONG, BACKWARDS -> 400;
            case NOT_YOURS -> 403;
            case NOT_THERE -> 404;
            case NOT_NOW -> 503;
        };
    }

    private static Phrase words(Acts.Why why) {
        return switch (why) {
            case WRONG -> Phrase.WRONG;
            case BACKWARDS -> Phrase.BACKWARDS;
            case NOT_YOURS -> Phrase.NOT_YOURS;
            case NOT_THERE -> Phrase.NOT_THERE;
            case NOT_NOW -> Phrase.NOT_NOW;
        };
    }
}
