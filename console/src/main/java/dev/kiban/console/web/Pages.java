package dev.kiban.console.web;

import dev.kiban.console.Acts;
import dev.kiban.console.page.BoardPage;
import dev.kiban.console.page.ChangePanel;
import dev.kiban.console.page.NotFoundPage;
import dev.kiban.console.page.ServicePage;
import dev.kiban.console.page.Templates;
import dev.kiban.console.page.TimeRange;
import dev.kiban.console.page.Visitor;
import dev.kiban.console.web.ConsoleServer.Ports;
import dev.kiban.kernel.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Which page is where.
final class Pages {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final String SERVICES = "/services/";

    private final StaticFiles files = new StaticFiles();
    private final Templates templates = new Templates();
    private final Ports ports;
    private final Acts acts;

    Pages(Ports ports, Acts acts) {
        this.ports = ports;
        this.acts = acts;
    }

    /// What pages need beside themselves, for everybody.
    Optional<Reply> file(Asked asked) {
        return files.at(asked.path());
    }

    Reply answer(Asked asked) {
        Optional<Supplier<String>> page = page(asked.visitor());
        if (page.isEmpty()) {
            return Reply.page(
                    NOT_FOUND, templates.print(new NotFoundPage(asked.at("/").visitor())));
        }
        List<String> cookies = asked.newCookies();
        return cookies.isEmpty()
                ? Reply.page(OK, page.get().get())
                : Reply.redirect(asked.addressAfterChoice(), cookies);
    }

    /// The page at an address; it is made when it is asked for.
    private Optional<Supplier<String>> page(Visitor visitor) {
        if (visitor.path().equals("/")) {
            return Optional.of(() -> templates.print(BoardPage.of(visitor, ports.board().read())));
        }
        return service(visitor.path()).flatMap(name -> service(name, visitor));
    }

    private Optional<Supplier<String>> service(ServiceName name, Visitor visitor) {
        Instant now = ports.clock().instant();
        TimeRange range = TimeRange.of(visitor, now);
        return ports.profiles()
                .read(name, range.range())
                .map(
                        profile ->
                                () ->
                                        templates.print(
                                                ServicePage.of(
                                                        new ChangePanel(
                                                                visitor,
                                                                profile,
                                                                acts.standing(name),
                                                                now),
                                                        range)));
    }

    private static Optional<ServiceName> service(String path) {
        try {
            return path.startsWith(SERVICES)
                    ? Optional.of(new ServiceName(path.substring(SERVICES.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no service has such a name
        }
    }
}
