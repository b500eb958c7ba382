package dev.kiban.console.web;

import dev.kiban.access.Caller;
import dev.kiban.console.Acts;
import dev.kiban.console.page.Notice;
import dev.kiban.console.page.Notice.Next;
import dev.kiban.console.page.Phrase;
import dev.kiban.console.page.Templates;
import dev.kiban.kernel.ServiceName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What forms of a service's page do.
final class Deeds {
    private static final Pattern ADDRESS =
            Pattern.compile("/services/([^/]+)/(override|correct|undo)");
    private static final int BAD_REQUEST = 400;

    private final Acts acts;
    private final InstantSource clock;
    private final Templates templates = new Templates();

    Deeds(Acts acts, InstantSource clock) {
        this.acts = acts;
        this.clock = clock;
    }

    /// Does what a form wishes; empty if there is nothing at its address.
    Optional<Reply> answer(Asked asked, Caller by, Form form) {
        Matcher address = ADDRESS.matcher(asked.path());
        if (!address.matches()) {
            return Optional.empty();
        }
        String page = "/services/" + address.group(1);
        return Optional.of(
                switch (outcome(address, by, form)) {
                    case Acts.Done _ -> Reply.see(page + "#change");
                    case Acts.Refused(int status, String why) -> refused(asked, page, status, why);
                });
    }

    private Acts.Outcome outcome(Matcher address, Caller by, Form form) {
        try {
            ServiceName service = new ServiceName(address.group(1));
            return switch (address.group(2)) {
                case "override" -> acts.override(by, service, override(form));
                case "correct" -> acts.correct(by, service, correction(form));
                default -> acts.undo(by, service, undoing(form));
            };
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return new Acts.Refused(BAD_REQUEST, String.valueOf(e.getMessage()));
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

    private Reply refused(Asked asked, String page, int status, String why) {
        Notice notice =
                new Notice(
                        asked.at("/").visitor(),
                        Phrase.NOT_DONE,
                        why,
                        new Next(Phrase.BACK, OwnPath.of(page).value()));
        return Reply.page(status, templates.print(notice));
    }
}
