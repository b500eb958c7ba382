package dev.kiban.slo.store;

import static java.util.Objects.requireNonNull;

import dev.kiban.slo.Account;
import dev.kiban.slo.Budget;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Tally;
import dev.kiban.slo.WindowTallies;
import dev.kiban.slo.store.KnownSeries.Subject;
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

/// Accounts that are sums: many windows and periods end together, and those that begin together too
/// are read once for all SLOs.
final class SummedAccounts {
    private final Connection connection;
    private final KnownSeries known;
    private final Ends ends;
    private final int keptFrom;

    /// Places in the sums.
    private final Map<Wanted, Integer> places = new LinkedHashMap<>();

    SummedAccounts(Connection connection, KnownSeries known, Ends ends) throws SQLException {
        this.connection = connection;
        this.known = known;
        this.ends = ends;
        this.keptFrom = SlotRows.keptFrom(connection);
    }

    /// An SLO and all that it takes to put its account together.
    ///
    /// @param end of its windows
    /// @param period the part of it that has been, with minutes where they are kept
    private record Question(
            ServiceSlo slo,
            Subject subject,
            List<Integer> places,
            Instant end,
            PeriodWindow whole,
            Span period) {

        Set<Duration> lengths() {
            return SqlAccounts.lengths(slo, end);
        }

        Span window(Duration length) {
            int until = Minute.of(end);
            return new Span(until - Math.toIntExact(length.toMinutes()), until);
        }
    }

    Map<ServiceSlo, Account> read(List<ServiceSlo> slos, KeptCounts kept) throws SQLException {
        if (slos.isEmpty()) {
            return Map.of();
        }
        List<Question> questions = slos.stream().map(this::question).toList();
        Set<Span> spans = new HashSet<>();
        Set<Integer> sources = new HashSet<>();
        for (Question question : questions) {
            spans.add(question.period());
            question.lengths().forEach(length -> spans.add(question.window(length)));
            sources.add(question.subject().source());
        }
        int first = spans.stream().mapToInt(Span::from).min().orElseThrow();
        int last = spans.stream().mapToInt(Span::until).max().orElseThrow();
        KeptCounts.Now now = kept.at(connection, new Span(first, last));
        Map<Span, Sums> sums = now.sums(List.copyOf(places.keySet()), spans);
        Map<Integer, MeasuredMinutes> measured = now.measured(sources);
        Map<ServiceSlo, Account> accounts = new HashMap<>();
        for (Question question : questions) {
            MeasuredMinutes its = requireNonNull(measured.get(question.subject().source()));
            accounts.put(question.slo(), new Answer(question, sums, its).account());
        }
        return accounts;
    }

    private Question question(ServiceSlo slo) {
        Subject subject = known.subject(slo);
        List<Integer> wanted = new ArrayList<>();
        subject.wanted()
                .forEach(each -> wanted.add(places.computeIfAbsent(each, _ -> places.size())));
        Instant end = ends.of(slo);
        PeriodWindow whole = PeriodWindow.at(end, slo.slo().period());
        Span soFar = new Span(SlotRows.kept(Minute.of(whole.start()), keptFrom), Minute.of(end));
        return new Question(slo, subject, wanted, end, whole, soFar);
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
            question.lengths()
                    .forEach(length -> byLength.put(length, tally(question.window(length))));
            OptionalInt first = question.subject().since();
            Optional<Instant> since =
                    first.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Minute.start(first.getAsInt()));
            Budget budget = budget();
            return new Account(
                    question.slo(),
                    question.end(),
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
            OptionalInt since = question.subject().since();
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
