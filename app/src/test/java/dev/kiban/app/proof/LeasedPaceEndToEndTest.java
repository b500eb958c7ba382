package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.order.Given;
import dev.kiban.pace.order.Order;
import dev.kiban.pace.store.SqlOrders;
import dev.kiban.pace.store.SqlProgress;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two `kiban pace serve` that lease what they let through from one PostgreSQL, while that is
/// killed or one of them is cut off.
final class LeasedPaceEndToEndTest {
    private static final double RATE = 20;
    private static final int IMMEDIATE = 5;
    private static final int REPLICAS = 2;
    private static final long CAMPAIGN = 1;

    /// What a worker sees is later than what was decided, by up to half a second on a busy machine.
    private static final double SEEN_LATER = 0.5 * RATE;

    /// How long the database is away; longer in a soak.
    private static final int AWAY_SECONDS = Integer.getInteger("outage.seconds", 9);

    private static final Pattern PORTION =
            Pattern.compile("kiban_pace_portion\\{pace=\"push\"} (\\S+)");

    private static final Pattern REMAINING =
            Pattern.compile("kiban_pace_campaign_remaining\\{pace=\"push\"} (\\S+)");

    private static final String DEFINITION =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: shop-team}
            spec: {}
            ---
            apiVersion: kiban.dev/v1
            kind: Pace
            metadata: {name: push}
            spec:
              owner: shop-team
              access: anyone
              limits: [{rate: 20/s, burst: 1000, immediate: 5}]
              wait: 10s
            """;

    @TempDir private Path directory;
    private final HttpClient client = HttpClient.newHttpClient();
    private final PaceLoad load = new PaceLoad();
    private EmbeddedPostgres database;
    private CuttableLink oneLink;
    private CuttableLink otherLink;
    private PaceProcess one;
    private PaceProcess other;

    @BeforeEach
    void start() throws IOException {
        Path definitions = Files.createDirectories(directory.resolve("definitions"));
        Files.writeString(definitions.resolve("push.yaml"), DEFINITION);
        database = EmbeddedPostgres.start(directory.resolve("database"));
        oneLink = new CuttableLink(() -> database.url().port());
        otherLink = new CuttableLink(() -> database.url().port());
        one = replica("one", oneLink);
        other = replica("other", otherLink);
        Eventually.passes(() -> assertThat(portion(one) + portion(other)).isBetween(0.999999, 1.0));
    }

    private PaceProcess replica(String name, CuttableLink link) {
        DatabaseUrl url = database.url();
        return PaceProcess.start(
                directory.resolve("definitions"),
                "--replicas",
                Integer.toString(REPLICAS),
                "--orders",
                directory.resolve(name).toString(),
                "--database",
                "postgres://%s:%s@127.0.0.1:%d/%s"
                        .formatted(
                                url.login().user().orElseThrow(),
                                url.login().password().orElseThrow(),
                                link.port(),
                                url.database()));
    }

    @AfterEach
    void end() {
        one.close();
        other.close();
        oneLink.close();
        otherLink.close();
        database.close();
        client.close();
    }

    @Test
    void letThroughTheRateTogetherAndNoMoreThoughTheDatabaseIsKilled() throws Exception {
        load.work(15, () -> one.at("/pace/push"));
        load.work(15, () -> other.at("/pace/push"));
        pause(3_000);
        int before = load.started();
        assertThat(ProcessHandle.of(database.pid()).orElseThrow().destroyForcibly()).isTrue();
        pause(AWAY_SECONDS * 1_000L);
        int away = load.started() - before;
        database.close();
        database = EmbeddedPostgres.start(directory.resolve("database"));
        pause(3_000);
        load.end();

        keepToTheRate();
        assertThat(away)
                .isBetween((int) (0.8 * RATE * AWAY_SECONDS), (int) (1.2 * RATE * AWAY_SECONDS));
        Eventually.passes(() -> assertThat(portion(one) + portion(other)).isBetween(0.999999, 1.0));
    }

    @Test
    void lendWhatOneDoesNotUseAndTakeItBackFromOneThatIsCutOff() throws Exception {
        load.work(15, () -> one.at("/pace/push"));
        Eventually.passes(() -> assertThat(portion(one)).isGreaterThan(0.9));
        int before = load.started();
        pause(3_000);
        int lent = load.started() - before;
        oneLink.keepCut(true);
        load.work(15, () -> other.at("/pace/push"));
        pause(10_000);
        double whileCutOff = portion(one);
        oneLink.keepCut(false);
        Eventually.passes(() -> assertThat(portion(other)).isBetween(0.49, 0.51));
        load.end();

        keepToTheRate();
        assertThat(lent).isGreaterThan((int) (0.8 * 3 * RATE));
        assertThat(whileCutOff).isEqualTo(0.5);
    }

    @Test
    void bringACampaignThroughTogether() throws Exception {
        Instant now = Instant.now();
        Order campaign = new Order.Campaign(60, now, now.plusSeconds(20));
        try (Database tables = Database.open(database.url(), 2)) {
            SqlOrders.in(tables).put(ordered(campaign, now));
            Eventually.passes(() -> assertThat(remaining(one)).isPresent());
            Eventually.passes(() -> assertThat(remaining(other)).isPresent());

            load.work(15, () -> one.at("/pace/push"));

            Eventually.passes(() -> assertThat(remaining(other)).hasValue(0));
            assertThat(remaining(one)).hasValue(0);
            load.end();
            one.end(); // its last jobs are not lost
            other.end();
            assertThat(SqlProgress.in(tables).told(Set.of(CAMPAIGN)).values())
                    .singleElement()
                    .extracting(told -> told.values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo((long) load.started());
        }
        assertThat(load.started()).isGreaterThanOrEqualTo(60);
    }

    private static Given ordered(Order campaign, Instant now) {
        return new Given(
                new PaceName("push"),
                Order.Campaign.ABOUT,
                Optional.of(campaign),
                Optional.empty(),
                new Given.Made("aki", "sale", now),
                CAMPAIGN);
    }

    /// From any time on, and nobody waits for ever.
    private void keepToTheRate() {
        assertThat(PaceLoad.excess(load.starts(), RATE))
                .isLessThanOrEqualTo(REPLICAS * (IMMEDIATE + 1) + SEEN_LATER);
        assertThat(load.longestWait()).isLessThan(Duration.ofSeconds(15));
    }

    private double portion(PaceProcess of) throws Exception {
        return metric(of, PORTION).orElseThrow();
    }

    /// Jobs of a campaign, as a replica knows.
    private OptionalDouble remaining(PaceProcess of) throws Exception {
        return metric(of, REMAINING);
    }

    private OptionalDouble metric(PaceProcess of, Pattern line) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(of.admin("/metrics")).build();
        Matcher found =
                line.matcher(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        return found.find()
                ? OptionalDouble.of(Double.parseDouble(found.group(1)))
                : OptionalDouble.empty();
    }

    private static void pause(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
