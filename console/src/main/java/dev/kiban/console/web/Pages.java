package dev.kiban.console.web;

import dev.kiban.console.Board;
import dev.kiban.console.Profiles;
import dev.kiban.console.page.BoardPage;
import dev.kiban.console.page.NotFoundPage;
import dev.kiban.console.page.ServicePage;
import dev.kiban.console.page.Templates;
import dev.kiban.console.page.TimeRange;
import dev.kiban.console.page.Visitor;
import dev.kiban.kernel.ServiceName;
import java.time.InstantSource;
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
    private final Board board;
    private final Profiles profiles;
    private final InstantSource clock;

    Pages(Board board, Profiles profiles, InstantSource clock) {
        this.board = board;
        this.profiles = profiles;
        this.clock = clock;
    }

    Reply answer(Asked asked) {
        Optional<Reply> file = files.at(asked.path());
        if (file.isPresent()) {
            return file.get();
        }
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
            return Optional.of(() -> templates.print(BoardPage.of(visitor, board.read())));
        }
        return service(visitor.path()).flatMap(name -> service(name, visitor));
    }

    private Optional<Supplier<String>> service(ServiceName name, Visitor visitor) {
        TimeRange range = TimeRange.of(visitor, clock.instant());
        return profiles.read(name, range.range())
                .map(profile -> () -> templates.print(ServicePage.of(visitor, profile, range)));
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
