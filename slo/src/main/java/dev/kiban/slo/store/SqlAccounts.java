package dev.kiban.slo.store;

import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.Account;
import dev.kiban.slo.Accounts;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How SLOs stand, for many at a cost that hardly grows with their number: what a window counts is
/// mostly the sum of what its parts count. Only SLOs of slices, and those with a correction, are
/// read slot by slot.
final class SqlAccounts implements Accounts {
    private final Database database;
    private final List<ServiceSlo> slos;
    private final KeptCounts counted = new KeptCounts(Counter.GATEWAYS);

    /// Apart: their windows end at times of their own, of which nobody else needs the sums.
    private final KeptCounts told = new KeptCounts(Counter.PROGRAMS);

    SqlAccounts(Database database, List<ServiceSlo> slos) {
        this.database = database;
        this.slos = List.copyOf(slos);
    }

    @Override
    public List<Account> at(Instant end) {
        return slos.isEmpty() ? List.of() : database.read(connection -> read(connection, end));
    }

    private List<Account> read(Connection connection, Instant end) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(BlockSums.KNOW_WHAT_IS_ASKED);
        }
        KnownSeries known = KnownSeries.read(connection, slos);
        Ends ends = Ends.read(connection, known, slos, end);
        CorrectionRows corrections = CorrectionRows.read(connection, longest(ends));
        List<ServiceSlo> plainCounted = new ArrayList<>();
        List<ServiceSlo> plainTold = new ArrayList<>();
        for (ServiceSlo slo : slos) {
            if (isPlain(slo, corrections)) {
                (known.subject(slo).isTold() ? plainTold : plainCounted).add(slo);
            }
        }
        Map<ServiceSlo, Account> summed = new HashMap<>();
        summed.putAll(new SummedAccounts(connection, known, ends).read(plainCounted, counted));
        summed.putAll(new SummedAccounts(connection, known, ends).read(plainTold, told));
        SlotAccounts slots = new SlotAccounts(connection, known, corrections);
        List<Account> accounts = new ArrayList<>();
        for (ServiceSlo slo : slos) {
            Account sum = summed.get(slo);
            accounts.add(sum == null ? slots.read(slo, ends.of(slo)) : sum);
        }
        return accounts;
    }

    private PeriodWindow longest(Ends ends) {
        Instant first = ends.gateways();
        for (ServiceSlo slo : slos) {
            Instant end = ends.of(slo);
            Instant window = end.minus(CountStore.KEPT_MINUTES);
            Instant period = PeriodWindow.at(end, slo.slo().period()).start();
            first = Collections.min(List.of(first, window, period));
        }
        return new PeriodWindow(first, ends.gateways());
    }

    private static boolean isPlain(ServiceSlo slo, CorrectionRows corrections) {
        return slo.slo().objective() instanceof Occurrences && corrections.of(slo).isEmpty();
    }

    /// All windows of an SLO that end together, shortest first.
    static Set<Duration> lengths(ServiceSlo slo, Instant end) {
        Set<Duration> lengths = new TreeSet<>();
        lengths.add(Account.BURN_WINDOW);
        slo.tiers(end)
                .forEach(
                        tier -> {
                            lengths.add(tier.window());
                            lengths.add(tier.shortWindow());
                        });
        return lengths;
    }
}
