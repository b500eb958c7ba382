package dev.kiban.pace.order;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.order.Given.Made;
import dev.kiban.runtime.lifecycle.ReplacedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The orders that a pace server knew last, for when it starts again and the database is away: what
/// was paused stays so. A line for each order, with tabs between pace, order, end, and event. Who
/// gave it, and why, is the database's to know.
public final class OrderFile {
    private static final String TAB = "\t";
    private static final String NEVER = "-";
    private static final int COLUMNS = 4;
    private static final Made UNKNOWN = new Made("", "", Instant.EPOCH);

    private final Path file;

    public OrderFile(Path file) {
        this.file = file;
    }

    /// What was written last; nothing if that was never.
    ///
    /// @throws UncheckedIOException if it cannot be read
    /// @throws IllegalArgumentException if it is not what was written
    public Orders read() {
        try {
            return new Orders(Files.readAllLines(file).stream().map(OrderFile::given).toList());
        } catch (NoSuchFileException e) {
            return Orders.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts these in the place of what was there, or leaves that as it is.
    ///
    /// @throws UncheckedIOException if it cannot be written
    public void write(Orders orders) {
        List<String> lines =
                orders.all().stream().flatMap(given -> line(given).stream()).sorted().toList();
        try {
            ReplacedFile.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> line(Given given) {
        return given.order()
                .map(
                        order ->
                                String.join(
                                        TAB,
                                        given.pace().value(),
                                        order.written(),
                                        given.until().map(Instant::toString).orElse(NEVER),
                                        Long.toString(given.event())));
    }

    private static Given given(String line) {
        List<String> columns = List.of(line.split(TAB, -1));
        if (columns.size() != COLUMNS) {
            throw new IllegalArgumentException("this is no line of orders: " + line);
        }
        try {
            Order order = Order.read(columns.get(1));
            return new Given(
                    new PaceName(columns.get(0)),
                    order.about(),
                    Optional.of(order),
                    columns.get(2).equals(NEVER)
                            ? Optional.empty()
                            : Optional.of(Instant.parse(columns.get(2))),
                    UNKNOWN,
                    Long.parseLong(columns.get(3)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("this is no line of orders: " + line, e);
        }
    }
}
