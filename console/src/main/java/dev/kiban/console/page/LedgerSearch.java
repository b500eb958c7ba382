package dev.kiban.console.page;

import dev.kiban.kernel.ServiceName;
import dev.kiban.ledger.Query;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a visitor looks for in the ledger.
///
/// @param refused what the address asks for and cannot be: nothing is left out in silence, as who
///     reads an audit would take it for applied
public record LedgerSearch(Query query, List<String> refused) {
    /// Events on one page.
    static final int SIZE = 50;

    private static final int MAX_TEXT = 200;
    private static final int MAX_DIGITS = 18;
    private static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    public LedgerSearch {
        refused = List.copyOf(refused);
    }

    /// What the address asks for.
    public static LedgerSearch of(Visitor visitor) {
        return new Reader(visitor).read();
    }

    /// The first moment, as browsers fill it in.
    public String from(Visitor visitor) {
        return local(query.from(), visitor);
    }

    /// The first moment that is too late, as browsers fill it in.
    public String until(Visitor visitor) {
        return local(query.until(), visitor);
    }

    private static String local(Optional<Instant> moment, Visitor visitor) {
        return moment.map(
                        known ->
                                LocalDateTime.ofInstant(known, visitor.zone())
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString())
                .orElse("");
    }

    private static final class Reader {
        private final Visitor visitor;
        private final List<String> refused = new ArrayList<>();

        private Reader(Visitor visitor) {
            this.visitor = visitor;
        }

        private LedgerSearch read() {
            Query query =
                    new Query(
                            value("service", ServiceName::new),
                            value("kind", Reader::text),
                            value("correlation", Reader::text),
                            value("from", this::moment),
                            value("to", this::moment),
                            value("before", Reader::number)
                                    .map(OptionalLong::of)
                                    .orElse(OptionalLong.empty()),
                            SIZE);
            return new LedgerSearch(query, refused);
        }

        private interface Reading<T> {
            /// @throws RuntimeException as parsers throw them
            T read(String text);
        }

        private <T> Optional<T> value(String key, Reading<T> reading) {
            String asked = visitor.asked(key).strip();
            try {
                return asked.isEmpty() ? Optional.empty() : Optional.of(reading.read(asked));
            } catch (IllegalArgumentException | DateTimeException e) {
                refused.add(asked);
                return Optional.empty();
            }
        }

        private static String text(String asked) {
            if (asked.length() > MAX_TEXT || asked.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("nothing is called that");
            }
            return asked;
        }

        private static Long number(String asked) {
            if (asked.length() > MAX_DIGITS) {
                throw new NumberFormatException("no event has so large a number");
            }
            return Long.valueOf(asked);
        }

        /// A moment; or a time of the visitor's zone, as browsers send what people choose.
        private Instant moment(String asked) {
            Instant moment =
                    asked.endsWith("Z")
                            ? Instant.parse(asked)
                            : LocalDateTime.parse(asked).atZone(visitor.zone()).toInstant();
            if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
                throw new DateTimeException("no event is of that time");
            }
            return moment;
        }
    }
}
