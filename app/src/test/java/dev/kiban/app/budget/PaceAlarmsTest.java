package dev.kiban.app.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.kiban.api.LedgerRuns;
import dev.kiban.kernel.JobName;
import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.store.SqlEvents;
import dev.kiban.pace.order.Given;
import dev.kiban.pace.order.Given.Made;
import dev.kiban.pace.order.Order;
import dev.kiban.pace.order.OrderStore;
import dev.kiban.pace.run.Expectation;
import dev.kiban.pace.run.Holder;
import dev.kiban.pace.run.Job;
import dev.kiban.pace.run.Overlap;
import dev.kiban.pace.run.RunBook;
import dev.kiban.pace.run.Terms;
import dev.kiban.pace.run.Wish;
import dev.kiban.pace.sight.SightStore;
import dev.kiban.pace.store.SqlOrders;
import dev.kiban.pace.store.SqlRuns;
import dev.kiban.pace.store.SqlSights;
import dev.kiban.protos.v1.CampaignSight;
import dev.kiban.protos.v1.PaceSight;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.slo.Addressee;
import dev.kiban.slo.Delivery;
import dev.kiban.slo.Notification;
import dev.kiban.slo.Recipient;
import dev.kiban.slo.store.SqlNotices;
import dev.kiban.slo.store.SqlOutbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What owners hear of campaigns and jobs, from a real database to a recipient.
class PaceAlarmsTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final TeamName TEAM = new TeamName("notification-team");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant DEADLINE = NOW.plus(Duration.ofHours(6));

    private final List<Notification> heard = new ArrayList<>();
    private EmbeddedPostgres server;
    private Database database;
    private OrderStore orders;
    private SightStore sights;
    private RunBook runs;
    private PaceAlarms alarms;
    private Delivery delivery;

    @BeforeEach
    void open(@TempDir Path folder) {
        server = EmbeddedPostgres.start(folder.resolve("data"));
        database = Database.open(server.url(), 3);
        orders = SqlOrders.in(database);
        sights = SqlSights.in(database);
        Ledger ledger = new Ledger(SqlEvents.in(database), () -> NOW);
        runs = new RunBook(SqlRuns.in(database), new LedgerRuns(ledger));
        alarms =
                new PaceAlarms(new PaceAlarms.Ports(orders, sights, runs, SqlNotices.in(database)));
        Recipient recipient =
                notification -> {
                    heard.add(notification);
                    return new Recipient.Taken();
                };
        delivery =
                new Delivery(
                        SqlOutbox.in(database),
                        List.of(new Addressee("pager", recipient, Optional.empty())),
                        () -> NOW);
        delivery.round();
    }

    @AfterEach
    void close() {
        database.close();
        server.close();
    }

    @Test
    void tellsThatACampaignMissesItsDeadlineUntilItDoesNot() {
        order(Optional.of(new Order.Campaign(1_000_000, NOW, DEADLINE)));
        see("on_track");
        round();
        see("will_miss");
        round();
        see("at_risk");
        round();
        see("late");
        round();
        assertThat(heard).hasSize(1);

        see("on_track");
        round();

        assertThat(heard).extracting(Notification::isFiring).containsExactly(true, false);
        assertThat(heard.getFirst().labels())
                .containsEntry("alertname", "PaceCampaignMissesDeadline")
                .containsEntry("pace", "push")
                .containsEntry("team", "notification-team")
                .containsEntry("severity", "page");
        assertThat(heard.getFirst().annotations().get("description"))
                .contains("412,000 of 1,000,000 jobs are left", "it needs 115/s");
    }

    @Test
    void keepsTellingWhileThePaceServerIsAway() {
        order(Optional.of(new Order.Campaign(1_000_000, NOW, DEADLINE)));
        see("will_miss");
        round();

        database.write(
                connection -> connection.createStatement().executeUpdate("DELETE FROM pace_sight"));
        round();

        assertThat(heard).hasSize(1);
    }

    @Test
    void endsWithTheCampaign() {
        order(Optional.of(new Order.Campaign(1_000_000, NOW, DEADLINE)));
        see("will_miss");
        round();

        order(Optional.empty());
        round();

        assertThat(heard).extracting(Notification::isFiring).containsExactly(true, false);
    }

    @Test
    void tellsThatAJobWasMissedUntilItSucceeds() {
        UUID ask = UUID.randomUUID();
        Job job = new Job(TEAM, new JobName("nightly-report"));
        runs.begin(
                new Wish(
                        job,
                        new Terms(
                                ask,
                                Optional.empty(),
                                Overlap.NOTHING,
                                Duration.ofSeconds(30),
                                new Holder("batch-1", "notification-team/ci")),
                        new Wish.Never(),
                        new Expectation.Within(Duration.ofHours(25))));
        round();
        assertThat(heard).isEmpty();
        database.write(
                connection ->
                        connection
                                .createStatement()
                                .executeUpdate(
                                        "UPDATE pace_job SET expected_since = now() - interval '26 hours'"));

        round();
        round();
        runs.end(job, ask, 0, "42 reports");
        round();

        assertThat(heard).extracting(Notification::isFiring).containsExactly(true, false);
        assertThat(heard.getFirst().labels())
                .containsEntry("alertname", "JobMissed")
                .containsEntry("job", "nightly-report")
                .containsEntry("team", "notification-team");
    }

    private void round() {
        alarms.round(Map.of(PUSH, TEAM), NOW);
        delivery.round();
    }

    private void order(Optional<Order> order) {
        long event = orders.all().size() + (order.isPresent() ? 1L : 2L);
        orders.put(
                new Given(
                        PUSH,
                        Order.Campaign.ABOUT,
                        order,
                        Optional.of(DEADLINE.plus(Duration.ofDays(1))),
                        new Made("developer", "", NOW),
                        event));
    }

    private void see(String verdict) {
        CampaignSight campaign =
                CampaignSight.newBuilder()
                        .setJobs(1_000_000)
                        .setRemaining(412_000)
                        .setDeadline(Timestamp.newBuilder().setSeconds(DEADLINE.getEpochSecond()))
                        .setVerdict(verdict)
                        .setRate("80/s")
                        .setNeeded("115/s")
                        .build();
        sights.put(
                "batch-1:8090", Map.of(PUSH, PaceSight.newBuilder().setCampaign(campaign).build()));
    }
}
