package dev.kiban.console.web;

import dev.kiban.console.Acts;
import dev.kiban.console.page.BoardPage;
import dev.kiban.console.page.ChangePanel;
import dev.kiban.console.page.DemoNotice;
import dev.kiban.console.page.LedgerPage;
import dev.kiban.console.page.LedgerSearch;
import dev.kiban.console.page.LookBackChoicePage;
import dev.kiban.console.page.LookBackPage;
import dev.kiban.console.page.NotFoundPage;
import dev.kiban.console.page.QuarterChoice;
import dev.kiban.console.page.RoutesPage;
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
            return Reply.page(NOT_FOUND, templates.print(new NotFoundPage(asked.nowhere())));
        }
        List<String> cookies = asked.newCookies();
        return cookies.isEmpty()
                ? Reply.page(OK, page.get().get())
                : Reply.redirect(asked.addressAfterChoice(), cookies);
    }

    /// The page at an address; it is made when it is asked for.
    private Optional<Supplier<String>> page(Visitor visitor) {
        return switch (visitor.path()) {
            case "/" -> Optional.of(() -> templates.print(board(visitor)));
            case "/look-back" -> lookBack(visitor);
            case "/ledger" -> Optional.of(() -> templates.print(ledger(visitor)));
            case "/routes" ->
                    Optional.of(
                            () -> templates.print(RoutesPage.of(visitor, ports.routes().read())));
            default ->
                    visitor.path().startsWith(SERVICES)
                            ? service(visitor.path().substring(SERVICES.length()), visitor)
                            : Optional.empty();
        };
    }

    private BoardPage board(Visitor visitor) {
        return BoardPage.of(visitor, ports.board().read(), demo(visitor));
    }

    private Optional<Supplier<String>> service(String text, Visitor visitor) {
        Instant now = ports.clock().instant();
        TimeRange range = TimeRange.of(visitor, now);
        return name(text)
                .flatMap(name -> ports.profiles().read(name, range.range()))
                .map(
                        profile ->
                                new ChangePanel(
                                        visitor,
                                        profile,
                                        acts.standing(profile.service().name()),
                                        now))
                .map(panel -> ServicePage.of(panel, range, demo(visitor)))
                .map(page -> () -> templates.print(page));
    }

    private Optional<Supplier<String>> lookBack(Visitor visitor) {
        QuarterChoice choice = QuarterChoice.of(visitor, ports.clock().instant());
        if (visitor.asked("service").isEmpty()) {
            return Optional.of(
                    () ->
                            templates.print(
                                    LookBackChoicePage.of(visitor, choice, ports.board().read())));
        }
        return name(visitor.asked("service"))
                .flatMap(name -> ports.lookBacks().read(name, choice.window()))
                .map(sheet -> new LookBackPage(visitor, choice, sheet, demo(visitor)))
                .map(page -> () -> templates.print(page));
    }

    private LedgerPage ledger(Visitor visitor) {
        LedgerSearch search = LedgerSearch.of(visitor);
        return new LedgerPage(
                visitor,
                search,
                ports.chronicle().search(search.query()),
                ports.chronicle().check());
    }

    private DemoNotice demo(Visitor visitor) {
        return new DemoNotice(visitor, ports.madeUp().read());
    }

    private static Optional<ServiceName> name(String text) {
        try {
            return Optional.of(new ServiceName(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no service has such a name
        }
    }
}
