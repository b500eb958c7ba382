package dev.kiban.slo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.SloName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.Addressee;
import dev.kiban.slo.AlertStore.Changes;
import dev.kiban.slo.Delivery;
import dev.kiban.slo.Notification;
import dev.kiban.slo.Outbox;
import dev.kiban.slo.Recipient;
import dev.kiban.slo.Recipient.Later;
import dev.kiban.slo.Recipient.Never;
import dev.kiban.slo.Recipient.Outcome;
import dev.kiban.slo.Recipient.Taken;
import dev.kiban.slo.Stand;
import dev.kiban.slo.TierKey;
import dev.kiban.slo.TierState.Quiet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who is told what and when, with the outbox in a real PostgreSQL.
class SqlOutboxTest {
    private static final Instant START = Instant.parse("2026-11-21T10:17:00Z");
    private static final TierKey TIER =
            new TierKey(new ServiceName("shop"), new SloName("good"), "page 1h 2%");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension static final FreshDatabases DATABASES = new FreshDatabases();

    private Database database;
    private SqlAlerts alerts;
    private SqlOutbox outbox;
    private Instant now = START;
    private Instant decided = START;
    private final Pupil pager = new Pupil();

    /// Notes what it is told, and answers as it was told to, then that it knows.
    private static final class Pupil implements Recipient {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final Deque<Outcome> answers = new ArrayDeque<>();

        @Override
        public Outcome tell(Notification notification) {
            heard.add(notification.id());
            Outcome answer = answers.poll();
            return answer == null ? new Taken() : answer;
        }

        void answer(int times, Outcome outcome) {
            answers.addAll(Collections.nCopies(times, outcome));
        }
    }

    @BeforeEach
    void open() throws SQLException {
        database = DATABASES.database();
        alerts = SqlAlerts.in(database);
        outbox = SqlOutbox.in(database);
    }

    @Test
    void tellsBeginningAndEndOnceEach() {
        Delivery delivery = delivery(once(pager));
        fire("1");

        delivery.round();
        delivery.round();
        end("1");
        delivery.round();
        delivery.round();

        assertThat(pager.heard).containsExactly("1", "1/end");
    }

    @Test
    void tellsTheBeginningFirstThoughItWasPutOff() {
        Delivery delivery = delivery(once(pager));
        pager.answer(1, new Later("busy"));
        fire("1");
        delivery.round();
        end("1");

        delivery.round();
        assertThat(pager.heard).as("the end waits").containsExactly("1");
        now = now.plus(MINUTE);
        delivery.round();

        assertThat(pager.heard).containsExactly("1", "1", "1/end");
    }

    @Test
    void repeatsWhatFiresToWhoeverForgets() {
        Pupil webhook = new Pupil();
        Delivery delivery = delivery(repeating(pager), new Addressee("webhook", webhook, never()));
        fire("1");
        for (int minute = 0; minute < 3; minute++) {
            delivery.round();
            now = now.plus(MINUTE);
        }
        end("1");
        for (int minute = 0; minute < 3; minute++) {
            delivery.round();
            now = now.plus(MINUTE);
        }

        assertThat(pager.heard).containsExactly("1", "1", "1", "1/end");
        assertThat(webhook.heard).containsExactly("1", "1/end");
    }

    @Test
    void triesForEverLessAndLessOftenAndDoesNotGrow() {
        Delivery delivery = delivery(once(pager));
        pager.answer(1_000, new Later("no route to host"));
        fire("1");

        for (int second = 0; second < 7_200; second += 5) {
            delivery.round();
            now = now.plusSeconds(5);
        }

        assertThat(pager.heard).hasSizeBetween(25, 40);
        assertThat(rows("slo_delivery")).isEqualTo(1);
        pager.answers.clear();
        now = now.plus(Duration.ofMinutes(5));
        delivery.round();
        int tried = pager.heard.size();
        now = now.plus(Duration.ofDays(1));
        delivery.round();
        assertThat(pager.heard).as("taken at last").hasSize(tried);
    }

    @Test
    void doesNotAskAgainWhoRefuses() {
        Delivery delivery = delivery(repeating(pager));
        pager.answer(1, new Never("no such channel"));
        fire("1");

        delivery.round();
        now = now.plus(Duration.ofHours(1));
        delivery.round();
        end("1");
        delivery.round();

        assertThat(pager.heard).containsExactly("1", "1/end");
    }

    @Test
    void oneWhoCannotBeReachedHoldsUpNobody() {
        Pupil webhook = new Pupil();
        Delivery delivery = delivery(once(pager), new Addressee("webhook", webhook, never()));
        pager.answer(100, new Later("down"));
        for (int alert = 1; alert <= 9; alert++) {
            fire("a" + alert);
        }

        delivery.round();

        assertThat(pager.heard).hasSize(2);
        assertThat(webhook.heard).hasSize(9);
    }

    @Test
    void aNewRecipientHearsWhatFiresAndNotWhatIsOver() {
        fire("old");
        end("old");
        fire("1");
        Delivery delivery = delivery(once(pager));

        delivery.round();
        end("1");
        delivery.round();

        assertThat(pager.heard).containsExactly("1", "1/end");
    }

    @Test
    void anotherProgramGoesOnWhereOneStopped() {
        fire("0");
        delivery(once(pager)).round();
        end("0");
        fire("1");

        delivery(once(pager)).round();

        assertThat(pager.heard).containsExactly("0", "0/end", "1");
    }

    @Test
    void twoProgramsTellEachOnce() throws Exception {
        delivery(once(pager));
        for (int alert = 1; alert <= 20; alert++) {
            fire("a" + alert);
        }

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> rounds =
                    Collections.nCopies(8, delivery(once(pager))).stream()
                            .<Future<?>>map(delivery -> threads.submit(delivery::round))
                            .toList();
            for (Future<?> round : rounds) {
                round.get();
            }
        }
        delivery(once(pager)).round();

        assertThat(pager.heard).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void forgetsWhatIsToldAndKeepsWhatFiresOrIsNotTold() {
        Delivery delivery = delivery(once(pager));
        fire("told");
        end("told");
        delivery.round();
        fire("1");
        delivery.round();
        pager.answer(100, new Later("down"));
        now = now.plusSeconds(1);
        end("1");
        fire("2");
        delivery.round();

        assertThat(outbox.sweep(now)).isZero();
        assertThat(outbox.sweep(now.plus(Outbox.KEPT_TOLD).plus(MINUTE))).isEqualTo(3);
        assertThat(rows("slo_outbox")).as("1/end and 2 wait").isEqualTo(2);
        outbox.sweep(now.plus(Outbox.KEPT).plus(MINUTE));
        assertThat(rows("slo_outbox")).as("2 fires").isEqualTo(1);
    }

    private static Optional<Duration> never() {
        return Optional.empty();
    }

    private static Addressee once(Recipient recipient) {
        return new Addressee("pager", recipient, never());
    }

    private static Addressee repeating(Recipient recipient) {
        return new Addressee("pager", recipient, Optional.of(MINUTE));
    }

    private Delivery delivery(Addressee... addressees) {
        return new Delivery(outbox, List.of(addressees), () -> now);
    }

    private Notification notification(String id) {
        Map<String, String> labels =
                Map.of(
                        "alertname", "ErrorBudgetBurn",
                        "service", "shop",
                        "slo", "good",
                        "tier", "page 1h");
        return Notification.firing(id, labels, Map.of(), START);
    }

    private void fire(String id) {
        Notification beginning = notification(id);
        decide(Optional.of(beginning), beginning);
    }

    private void end(String id) {
        decide(Optional.empty(), notification(id).resolved(id + Outbox.END, now));
    }

    /// Each decision has a minute of its own; which one does not matter here.
    private void decide(Optional<Notification> stands, Notification told) {
        decided = decided.plus(MINUTE);
        alerts.once(
                decided,
                _ ->
                        new Changes(
                                Map.of(
                                        TIER,
                                        new Stand(
                                                new Quiet(),
                                                Optional.empty(),
                                                stands,
                                                Optional.empty())),
                                Set.of(),
                                List.of(told)));
    }

    private int rows(String table) {
        return database.read(
                connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet rows =
                                    statement.executeQuery("SELECT count(*) FROM " + table)) {
                        rows.next();
                        return rows.getInt(1);
                    }
                });
    }
}
