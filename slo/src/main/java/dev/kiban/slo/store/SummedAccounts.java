package dev.kiban.slo.store;

import static java.util.Objects.requireNonNull;

import dev.kiban.slo.Account;
import dev.kiban.slo.Budget;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Tally;
import dev.kiban.slo.WindowTallies;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Accounts that are sums: all windows and periods end together, and those that begin together are
/// read once for all SLOs.
final class SummedAccounts {
    private final Connection connection;
    private final KnownSeries known;
    private final Instant now;
    private final int end;
    private final int keptFrom;

    /// Places in the sums.
    private final Map<Wanted, Integer> places = new LinkedHashMap<>();

    SummedAccounts(Connection connection, KnownSeries known, Instant end) throws SQLException {
        this.connection = connection;
        this.known = known;
        this.now = end;
        this.end = Minute.of(end);
        this.keptFrom = SlotRows.keptFrom(connection);
    }

    /// An SLO and all that it takes to put its account together.
    ///
    /// @param period the part of it that has been, with minutes where they are kept
    private record Question(
            ServiceSlo slo,
            List<Integer> places,
            OptionalInt since,
            PeriodWindow whole,
            Span period) {}

    Map<ServiceSlo, Account> read(List<ServiceSlo> slos, BlockSums blocks) throws SQLException {
        List<Question> questions = slos.stream().map(this::question).toList();
        Set<Span> spans = new HashSet<>();
        for (Question question : questions) {
            spans.add(question.period());
            SqlAccounts.lengths(question.slo(), now).forEach(length -> spans.add(window(length)));
        }
        int first = spans.stream().mapToInt(Span::from).min().orElse(end);
        Map<Span, Sums> sums =
                blocks.read(connection, List.copyOf(places.keySet()), spans, new Span(first, end));
        MeasuredMinutes measured = MeasuredMinutes.read(connection, first, end);
        Map<ServiceSlo, Account> accounts = new HashMap<>();
        questions.forEach(
                question ->
                        accounts.put(
                                question.slo(), new Answer(question, sums, measured).account()));
        return accounts;
    }

    private Question question(ServiceSlo slo) {
        List<Integer> wanted = new ArrayList<>();
        known.wantedBy(slo)
                .forEach(each -> wanted.add(places.computeIfAbsent(each, _ -> places.size())));
        PeriodWindow whole = PeriodWindow.at(now, slo.slo().period());
        Span soFar = new Span(SlotRows.kept(Minute.of(whole.start()), keptFrom), end);
        return new Question(slo, wanted, known.since(slo), whole, soFar);
    }

    private Span window(Duration length) {
        return new Span(end - Math.toIntExact(length.toMinutes()), end);
    }

    /// One SLO's part of the sums.
    private final class Answer {
        private final Question question;
        private final Map<Span, Sums> sums;
        private final MeasuredMinutes measured;

        Answer(Question question, Map<Span, Sums> sums, MeasuredMinutes measured) {
            this.question = question;
            this.sums = sums;
            this.measured = measured;
        }

        Account account() {
            Map<Duration, Tally> byLength = new HashMap<>();
            SqlAccounts.lengths(question.slo(), now)
                    .forEach(length -> byLength.put(length, tally(window(length))));
            Optional<Instant> since =
                    question.since().isEmpty()
                            ? Optional.empty()
                            : Optional.of(Minute.start(question.since().getAsInt()));
            Budget budget = budget();
            return new Account(
                    question.slo(),
                    new WindowTallies(since, byLength),
                    new Budget.Both(budget, budget));
        }

        private Budget budget() {
            Span period = question.period();
            List<Slot> all = new ArrayList<>();
            if (period.from() < period.until()) {
                all.add(
                        new Slot(
                                Minute.start(period.from()),
                                Duration.ofMinutes(period.until() - (long) period.from()),
                                tally(period)));
            }
            return Budget.of(question.slo().slo().objective(), all, question.whole().length());
        }

        /// What is not measured yet does not count as a gap: minutes are those since it began.
        private Tally tally(Span span) {
            Sums sum = requireNonNull(sums.get(span));
            OptionalInt since = question.since();
            int from =
                    Math.max(
                            span.from(),
                            Math.min(SlotRows.kept(since.orElse(0), keptFrom), span.until()));
            int seen = since.isEmpty() ? 0 : measured.count(from, span.until());
            return new Tally(
                    sum.good(question.places()),
                    sum.valid(question.places()),
                    seen,
                    span.until() - from);
        }
    }
}
