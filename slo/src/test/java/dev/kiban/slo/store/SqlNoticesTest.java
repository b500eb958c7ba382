package dev.kiban.slo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.Addressee;
import dev.kiban.slo.Delivery;
import dev.kiban.slo.Notice;
import dev.kiban.slo.Notification;
import dev.kiban.slo.Recipient;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What stands and ends, as recipients hear it, in a real PostgreSQL.
class SqlNoticesTest {
    private static final Instant START = Instant.parse("2026-11-23T10:17:00Z");
    private static final String BEGINNING = "campaign/push/" + START.toEpochMilli();

    @RegisterExtension static final FreshDatabases DATABASES = new FreshDatabases();

    private final List<Notification> heard = new ArrayList<>();
    private SqlNotices notices;
    private SqlOutbox outbox;
    private Instant now = START;
    private Delivery delivery;

    @BeforeEach
    void open() throws SQLException {
        Database database = DATABASES.database();
        notices = SqlNotices.in(database);
        outbox = SqlOutbox.in(database);
        delivery = delivery(Optional.empty());
    }

    @Test
    void tellsBeginningAndEndOnce() {
        stand(List.of(notice("push")));
        stand(List.of(notice("push")));
        stand(List.of());
        stand(List.of());

        assertThat(heard)
                .extracting(Notification::id)
                .containsExactly(BEGINNING, BEGINNING + "/end");
        assertThat(heard.getFirst().labels()).containsEntry("pace", "push");
        assertThat(heard.getLast().labels()).isEqualTo(heard.getFirst().labels());
        assertThat(heard.getLast().endsAt()).contains(START.plusSeconds(120));
    }

    @Test
    void leavesWhatNobodyKnowsAsItWas() {
        stand(List.of(notice("push")));

        notices.stand("campaign", List.of(), Set.of("push"), now);
        delivery.round();

        assertThat(heard).hasSize(1);
    }

    @Test
    void keepsKindsApart() {
        stand(List.of(notice("push")));

        notices.stand("job", List.of(), Set.of(), now);
        delivery.round();

        assertThat(heard).hasSize(1);
    }

    @Test
    void tellsAnewWhatStandsAgain() {
        stand(List.of(notice("push")));
        stand(List.of());
        stand(List.of(notice("push")));

        assertThat(heard).extracting(Notification::isFiring).containsExactly(true, false, true);
        assertThat(heard).extracting(Notification::id).doesNotHaveDuplicates();
    }

    @Test
    void repeatsWhatStandsToWhoeverForgets() {
        delivery = delivery(Optional.of(Duration.ofMinutes(1)));
        stand(List.of(notice("push")));
        stand(List.of(notice("push")));
        stand(List.of(notice("push")));
        stand(List.of());
        delivery.round();

        assertThat(heard)
                .extracting(Notification::isFiring)
                .containsExactly(true, true, true, false);
    }

    @Test
    void isNotSweptWhileItStands() {
        stand(List.of(notice("push")));

        outbox.sweep(now.plus(Duration.ofDays(400)));
        stand(List.of());

        assertThat(heard).extracting(Notification::isFiring).containsExactly(true, false);
    }

    @Test
    void beginsOnceThoughSeveralProgramsSeeIt() throws Exception {
        try (ExecutorService programs = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Instant at = now.plusMillis(i);
                all.add(
                        programs.submit(
                                () ->
                                        notices.stand(
                                                "campaign",
                                                List.of(notice("push")),
                                                Set.of(),
                                                at)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        delivery.round();

        assertThat(heard).hasSize(1);
    }

    @Test
    void endsNothingBeforeItBegan() {
        stand(List.of(notice("push")));

        notices.stand("campaign", List.of(), Set.of(), START.minusSeconds(5));
        delivery.round();

        assertThat(heard.getLast().endsAt()).contains(START);
    }

    private void stand(List<Notice> all) {
        notices.stand("campaign", all, Set.of(), now);
        delivery.round();
        now = now.plusSeconds(60);
    }

    private Delivery delivery(Optional<Duration> again) {
        Recipient recipient =
                notification -> {
                    heard.add(notification);
                    return new Recipient.Taken();
                };
        return new Delivery(outbox, List.of(new Addressee("pager", recipient, again)), () -> now);
    }

    private static Notice notice(String pace) {
        return new Notice(
                pace,
                Map.of("alertname", "PaceCampaignMissesDeadline", "pace", pace),
                Map.of("summary", "late"));
    }
}
