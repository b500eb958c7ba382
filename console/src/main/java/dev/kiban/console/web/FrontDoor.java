package dev.kiban.console.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.kiban.access.Caller.Person;
import dev.kiban.console.page.Reader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Decides what a request gets: whether it is for us, who sends it, and whether what it wants to
/// change was wished on a page of ours.
final class FrontDoor {
    /// Readers at a time; the next ones are told to come back.
    static final int MAX_READERS = 32;

    private static final int FORBIDDEN = 403;
    private static final String TOKEN = "token";

    private final Site site;
    private final Pages pages;
    private final Gatehouse gatehouse;
    private final Deeds deeds;
    private final Semaphore readers = new Semaphore(MAX_READERS);

    FrontDoor(Site site, Pages pages, Gatehouse gatehouse, Deeds deeds) {
        this.site = site;
        this.pages = pages;
        this.gatehouse = gatehouse;
        this.deeds = deeds;
    }

    Reply answer(HttpExchange exchange) throws IOException {
        if (gatehouse.isClosed()) {
            return Reply.text(404, "There are no pages here.\n");
        }
        if (site.origin(header(exchange, "Host", ",")).isEmpty()) {
            return Reply.text(421, "The console is at another name.\n");
        }
        return switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> inTurn(() -> read(asked(exchange), exchange));
            case "POST" -> post(exchange);
            default -> readOnly();
        };
    }

    private Reply read(Asked asked, HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        Optional<Reply> other = pages.file(asked).or(() -> gatehouse.answer(asked));
        return other.orElseGet(
                () ->
                        gatehouse
                                .reader(asked, headers)
                                .map(reader -> pages.answer(asked.by(reader)))
                                .orElseGet(() -> gatehouse.signInFirst(asked, headers)));
    }

    /// The body is read before it is the form's turn: who sends slowly keeps nobody waiting.
    private Reply post(HttpExchange exchange) throws IOException {
        if (gatehouse.knowsNobody()) {
            return readOnly();
        }
        if (!site.isFromOurselves(exchange.getRequestHeaders())) {
            return Reply.text(FORBIDDEN, "This form was not sent by a page of ours.\n");
        }
        if (!header(exchange, "Content-Type", ",").equals(Form.TYPE)) {
            return Reply.text(415, "Forms only.\n");
        }
        try {
            Form form = Form.read(exchange.getRequestBody());
            return inTurn(() -> change(asked(exchange), exchange.getRequestHeaders(), form));
        } catch (IllegalArgumentException e) {
            return Reply.text(400, e.getMessage() + "\n");
        }
    }

    private Reply change(Asked asked, Headers headers, Form form) {
        Optional<Reader> reader = gatehouse.reader(asked, headers);
        return reader.isEmpty()
                ? gatehouse.signInAgain(asked)
                : switch (reader.get()) {
                    case Reader.Stranger _ -> readOnly();
                    case Reader.Developer(Person person, String token) ->
                            change(asked.by(reader.get()), person, form, token);
                    case Reader.SignedIn(Person person, String token) ->
                            change(asked.by(reader.get()), person, form, token);
                };
    }

    private Reply change(Asked asked, Person person, Form form, String token) {
        if (!MessageDigest.isEqual(bytes(form.get(TOKEN)), bytes(token))) {
            return gatehouse.loadAgain(asked);
        }
        return FormPlace.at(asked.path())
                .map(found -> change(asked, person, form, found))
                .orElseGet(() -> Reply.text(404, "There is no such form.\n"));
    }

    private Reply change(Asked asked, Person person, Form form, FormPlace.Found found) {
        String service = found.service();
        return switch (found.place()) {
            case SIGN_OUT -> gatehouse.signOut(asked);
            case OVERRIDE -> deeds.override(asked, person, service, form);
            case CORRECT -> deeds.correct(asked, person, service, form);
            case UNDO -> deeds.undo(asked, person, service, form);
        };
    }

    private Reply inTurn(Supplier<Reply> reply) {
        if (!readers.tryAcquire()) {
            return Reply.text(503, "Too many readers.\n").with("Retry-After", "1");
        }
        try {
            return reply.get();
        } finally {
            readers.release();
        }
    }

    private static Reply readOnly() {
        return Reply.text(405, "Nothing can be changed here.\n").with("Allow", "GET, HEAD");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Asked asked(HttpExchange exchange) {
        URI address = exchange.getRequestURI();
        return Asked.of(
                address.getPath(),
                Objects.requireNonNullElse(address.getRawQuery(), ""),
                header(exchange, "Cookie", "; "),
                header(exchange, "Accept-Language", ","));
    }

    private static String header(HttpExchange exchange, String name, String between) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? "" : String.join(between, values);
    }
}
