package dev.kiban.gateway.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.definition.SplitKey;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.Snapshots;
import dev.kiban.gateway.Splits;
import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.split.SplitName;
import dev.kiban.gateway.split.Weights;
import dev.kiban.gateway.store.SqlWeights;
import dev.kiban.gateway.weights.WeightBook.Change;
import dev.kiban.gateway.weights.WeightBook.Changed;
import dev.kiban.gateway.weights.WeightBook.NothingBefore;
import dev.kiban.gateway.weights.WeightBook.Outcome;
import dev.kiban.gateway.weights.WeightBook.Overtaken;
import dev.kiban.gateway.weights.WeightStore.Kept;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The book of weights, its table, and the keeper that reads it, in a real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WeightsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final SplitName NAME = new SplitName(new ServiceName("shop"), "shares");
    private static final Split FIVE = shares("5%");
    private static final Split TEN = shares("10%");

    private final List<WeightVersion> told = new ArrayList<>();
    private final List<Weights> weighed = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private EmbeddedPostgres server;
    private Database database;
    private WeightStore store;
    private WeightBook book;
    private boolean ledgerIsAway;

    @BeforeAll
    void open(@TempDir Path folder) {
        server = EmbeddedPostgres.start(folder.resolve("data"));
        database = Database.open(server.url(), 4);
        store = SqlWeights.in(database);
        book = new WeightBook(store, this::tell, () -> NOW);
    }

    @AfterEach
    void empty() {
        told.clear();
        weighed.clear();
        log.clear();
        ledgerIsAway = false;
        database.write(
                connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.executeUpdate("DELETE FROM gateway_weights");
                    }
                });
    }

    @AfterAll
    void close() {
        database.close();
        server.close();
    }

    @Test
    void setsOneBackendAndTellsTheLedger() {
        Changed changed = changed(set("k8s", 100_000));

        assertThat(changed.was()).isEqualTo(FIVE);
        assertThat(changed.version().split().text()).isEqualTo("legacy 90%, k8s 10%");
        assertThat(told).containsExactly(changed.version());
        assertThat(book.standing(NAME, FIVE).set()).contains(changed.version());
        assertThat(store.counting()).containsExactly(changed.version());
    }

    @Test
    void goesBackStepByStepToTheDefinition() {
        set("k8s", 100_000);
        set("k8s", 200_000);
        set("k8s", 300_000);

        assertThat(changed(rollBack()).version().split().text()).isEqualTo("legacy 80%, k8s 20%");
        assertThat(changed(rollBack()).version().split().text()).isEqualTo("legacy 90%, k8s 10%");
        assertThat(changed(rollBack()).version().split()).isEqualTo(FIVE);
        assertThat(rollBack()).isEqualTo(new NothingBefore());
    }

    @Test
    void goesBackFromWhatWasSetAfterARollback() {
        set("k8s", 100_000);
        set("k8s", 200_000);
        rollBack();
        set("k8s", 500_000);

        assertThat(changed(rollBack()).version().split().text()).isEqualTo("legacy 90%, k8s 10%");
    }

    @Test
    void refusesWhoHasNotSeenTheLatest() {
        set("k8s", 100_000);
        Change stale = change(FIVE, OptionalLong.of(0));

        assertThat(book.set(stale, millionths("k8s", 200_000))).isEqualTo(new Overtaken(1));
        assertThat(book.standing(NAME, FIVE).now().text()).isEqualTo("legacy 90%, k8s 10%");
        assertThat(book.set(change(FIVE, OptionalLong.of(1)), millionths("k8s", 200_000)))
                .isInstanceOf(Changed.class);
    }

    @Test
    void keepsTheFirstOfTwoVersionsOfANumber() {
        WeightVersion first = changed(set("k8s", 100_000)).version();
        WeightVersion second =
                new WeightVersion(NAME, 1, 0, new Weights.Weighting(FIVE, TEN), first.made());

        assertThat(store.add(second)).isFalse();
        assertThat(store.version(NAME, 1)).contains(first);
    }

    @Test
    void letsAChangeCountOnlyWhenTheLedgerTellsOfIt() {
        ledgerIsAway = true;
        assertThatThrownBy(() -> set("k8s", 100_000)).hasMessage("the ledger is away");
        assertThat(store.counting()).isEmpty();

        ledgerIsAway = false;
        assertThat(book.standing(NAME, FIVE).now().text()).isEqualTo("legacy 90%, k8s 10%");

        assertThat(store.counting()).hasSize(1);
        assertThat(told).hasSize(1);
        assertThat(store.latest(NAME).map(Kept::event)).contains(OptionalLong.of(1));
    }

    @Test
    void forgetsWhatIsLongAgo() {
        for (int i = 0; i <= WeightStore.KEPT; i++) {
            set("k8s", 100_000 + i);
        }

        assertThat(store.version(NAME, 1)).isEmpty();
        assertThat(store.version(NAME, 2)).isPresent();
    }

    @Test
    void givesTheWordToADefinitionThatHasChanged() {
        set("k8s", 300_000);

        assertThat(book.standing(NAME, TEN).now()).isEqualTo(TEN);
        assertThat(book.standing(NAME, TEN).set()).isEmpty();
        assertThat(book.rollBack(change(TEN, OptionalLong.empty()))).isEqualTo(new NothingBefore());
    }

    @Test
    void hasRequestsGoByWhatCountsAndRemembersIt(@TempDir Path folder) {
        WeightFile file = new WeightFile(folder.resolve("weights"));
        WeightKeeper keeper = keeper(file, Optional.of(store), "5%");
        set("k8s", 300_000);

        keeper.round();
        keeper.round();

        assertThat(weighed).hasSize(1);
        assertThat(weighed.getFirst().of(NAME, FIVE).text()).isEqualTo("legacy 70%, k8s 30%");
        assertThat(weighed.getFirst().of(NAME, TEN)).isEqualTo(TEN);
        assertThat(file.read()).isEqualTo(weighed.getFirst());
        assertThat(String.join("\n", log)).contains("Traffic is shared anew", "k8s 30%");
    }

    @Test
    void beginsWithWhatItKnewLastWhileTheDatabaseIsAway(@TempDir Path folder) {
        WeightFile file = new WeightFile(folder.resolve("weights"));
        set("k8s", 300_000);
        keeper(file, Optional.of(store), "5%").round();
        weighed.clear();

        keeper(file, Optional.empty(), "5%").remember();

        assertThat(weighed.getFirst().of(NAME, FIVE).text()).isEqualTo("legacy 70%, k8s 30%");
    }

    @Test
    void beginsWithTheDefinitionsIfItsFileIsDamaged(@TempDir Path folder) throws Exception {
        Path path = Files.writeString(folder.resolve("weights"), "shop\tshares\tx\ty\n");

        keeper(new WeightFile(path), Optional.empty(), "5%").remember();

        assertThat(weighed.getFirst()).isEqualTo(Weights.NONE);
        assertThat(String.join("\n", log)).contains("Weights are forgotten");
    }

    @Test
    void writesAgainWhatCouldNotBeWritten(@TempDir Path folder) throws Exception {
        Path inTheWay = Files.createFile(folder.resolve("no-folder"));
        WeightFile file = new WeightFile(inTheWay.resolve("weights"));
        WeightKeeper keeper = keeper(file, Optional.of(store), "5%");
        set("k8s", 300_000);
        assertThatThrownBy(keeper::round).isInstanceOf(UncheckedIOException.class);
        assertThat(weighed).hasSize(1);

        Files.delete(inTheWay);
        keeper.round();

        assertThat(file.read()).isEqualTo(weighed.getFirst());
    }

    /// A definition that says again what it said then must not bring them back.
    @Test
    void givesWeightsBackForGoodWhenTheDefinitionHasChanged(@TempDir Path folder) {
        WeightFile file = new WeightFile(folder.resolve("weights"));
        set("k8s", 300_000);
        keeper(file, Optional.of(store), "5%").round();

        WeightKeeper restarted = keeper(file, Optional.of(store), "10%");
        restarted.remember();
        restarted.round();
        restarted.round();

        assertThat(book.standing(NAME, FIVE).now()).isEqualTo(FIVE);
        assertThat(told.getLast().made().by()).isEqualTo("definition");
        assertThat(told).hasSize(2);
    }

    @Test
    void leavesWeightsAloneThatItNeverHadInForce(@TempDir Path folder) {
        set("k8s", 300_000);

        keeper(new WeightFile(folder.resolve("weights")), Optional.of(store), "10%").round();

        assertThat(told).hasSize(1);
        assertThat(book.standing(NAME, FIVE).now().text()).isEqualTo("legacy 70%, k8s 30%");
    }

    private WeightKeeper keeper(WeightFile file, Optional<WeightStore> open, String k8s) {
        GatewayPlan plan =
                Snapshots.plan(Splits.http(Splits.split(k8s, new SplitKey.User()), 9101, 9102));
        return new WeightKeeper(
                file,
                new WeightKeeper.Ports(
                        () -> open,
                        () -> open.map(_ -> book),
                        () -> Optional.of(plan),
                        weighed::add),
                Log.to(log::add));
    }

    private long tell(WeightVersion version, Split was) {
        if (ledgerIsAway) {
            throw new IllegalStateException("the ledger is away");
        }
        assertThat(was).isNotNull();
        told.add(version);
        return told.size();
    }

    private Outcome set(String backend, int share) {
        return book.set(change(FIVE, OptionalLong.empty()), millionths(backend, share));
    }

    private Outcome rollBack() {
        return book.rollBack(change(FIVE, OptionalLong.empty()));
    }

    private static Changed changed(Outcome outcome) {
        return switch (outcome) {
            case Changed changed -> changed;
            case Overtaken _, NothingBefore _ -> throw new AssertionError(outcome);
        };
    }

    private static Change change(Split defined, OptionalLong expected) {
        return new Change(NAME, defined, expected, "amy", "looks good");
    }

    private static SequencedMap<String, Integer> millionths(String backend, int share) {
        SequencedMap<String, Integer> shares = new LinkedHashMap<>();
        shares.put(backend, share);
        return shares;
    }

    private static Split shares(String k8s) {
        return Split.ofShares(Splits.split(k8s, new SplitKey.User()).shares());
    }
}
