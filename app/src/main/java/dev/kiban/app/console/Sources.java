package dev.kiban.app.console;

import dev.kiban.app.budget.Archive;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.SqlFault;
import dev.kiban.slo.BudgetBook.Page;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/// Where pages come from.
public final class Sources {
    private final Supplier<Optional<Definitions>> definitions;
    private final Supplier<Optional<Page>> page;
    private final Supplier<Optional<Archive>> archive;
    private final Semaphore readers = new Semaphore(Archive.READERS);

    /// @param definitions those that are live
    /// @param page the newest one of the budget book
    /// @param archive while there is a database
    public Sources(
            Supplier<Optional<Definitions>> definitions,
            Supplier<Optional<Page>> page,
            Supplier<Optional<Archive>> archive) {
        this.definitions = definitions;
        this.page = page;
        this.archive = archive;
    }

    Optional<Definitions> definitions() {
        return definitions.get();
    }

    Optional<Service> service(ServiceName name) {
        return definitions().stream()
                .flatMap(live -> live.services().stream())
                .filter(service -> service.name().equals(name))
                .findFirst();
    }

    Optional<Page> page() {
        return page.get();
    }

    /// Asks the archive, when it is the reader's turn; empty while it is away.
    <T> Optional<T> ask(Function<Archive, T> question) {
        Optional<Archive> open = archive.get();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        readers.acquireUninterruptibly();
        try {
            return Optional.of(question.apply(open.get()));
        } catch (SqlFault e) {
            return Optional.empty(); // a database that is away: pages show what is known without it
        } finally {
            readers.release();
        }
    }
}
