package dev.kiban.console.web;

import dev.kiban.console.Acts;
import dev.kiban.console.page.BoardPage;
import dev.kiban.console.page.ChangePanel;
import dev.kiban.console.page.DayRange;
import dev.kiban.console.page.DemoNotice;
import dev.kiban.console.page.LedgerPage;
import dev.kiban.console.page.LedgerSearch;
import dev.kiban.console.page.LookBackChoicePage;
import dev.kiban.console.page.LookBackPage;
import dev.kiban.console.page.NotFoundPage;
import dev.kiban.console.page.PacePage;
import dev.kiban.console.page.PacesPage;
import dev.kiban.console.page.QuarterChoice;
import dev.kiban.console.page.RoutesPage;
import dev.kiban.console.page.RunsPage;
import dev.kiban.console.page.ServicePage;
import dev.kiban.console.page.Templates;
import dev.kiban.console.page.TimeRange;
import dev.kiban.console.page.Visitor;
import dev.kiban.console.web.ConsoleServer.Ports;
import dev.kiban.kernel.PaceName;
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
    private static final String PACES = "/paces/";

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
            case "/paces" ->
                    Optional.of(() -> templates.print(PacesPage.of(visitor, ports.paces().read())));
            case "/runs" -> Optional.of(() -> templates.print(runs(visitor)));
            default -> below(visitor);
        };
    }

    private Optional<Supplier<String>> below(Visitor visitor) {
        String path = visitor.path();
        if (path.startsWith(SERVICES)) {
            return service(path.substring(SERVICES.length()), visitor);
        }
        return path.startsWith(PACES)
                ? pace(path.substring(PACES.length()), visitor)
                : Optional.empty();
    }

    private Optional<Supplier<String>> pace(String text, Visitor visitor) {
        DayRange range = DayRange.hour(visitor, ports.clock().instant());
        return known(() -> new PaceName(text))
                .flatMap(name -> ports.paces().read(name, range.span()))
                .map(profile -> () -> templates.print(PacePage.of(visitor, profile, range)));
    }

    private RunsPage runs(Visitor visitor) {
        return RunsPage.of(
                visitor, ports.runs().newest(), DayRange.day(visitor, ports.clock().instant()));
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
        return known(() -> new ServiceName(text));
    }

    private static <T> Optional<T> known(Supplier<T> name) {
        try {
            return Optional.of(name.get());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // nothing has such a name
        }
    }
}
