package dev.kiban.pace.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kiban.pace.Cases;
import dev.kiban.pace.steer.FairShare.Want;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SteerCasesTest {
    private static final long MILLION = 1_000_000;

    @TestFactory
    Stream<DynamicTest> learnsAsTheClassesOfNetflixDo() {
        return Cases.each("concurrency_limits", SteerCasesTest::learned);
    }

    private static void learned(JsonObject known) {
        JsonObject params = known.getAsJsonObject("params");
        assertThat(Set.of("initial")).containsAll(params.keySet());
        int first = params.has("initial") ? params.get("initial").getAsInt() : 20;
        Learned learned = learned(known.get("algorithm").getAsString(), first);
        List<Integer> limits = new ArrayList<>();

        Cases.list(known, "samples")
                .forEach(
                        sample -> {
                            learned.learn(sample(sample));
                            limits.add(learned.limit());
                        });

        assertThat(limits)
                .isEqualTo(
                        known.getAsJsonArray("expect_limit").asList().stream()
                                .map(JsonElement::getAsInt)
                                .toList());
    }

    private static Learned learned(String algorithm, int first) {
        return switch (algorithm) {
            case "aimd" -> new Aimd(new Learned.Span(first, 20, 200));
            case "vegas" -> new Vegas(new Learned.Span(first, 1, 1_000), new Random(1));
            case "gradient2" -> new Gradient2(new Learned.Span(first, 20, 200));
            default -> throw new IllegalArgumentException(algorithm);
        };
    }

    private static Learned.Sample sample(JsonObject known) {
        long nanos = (long) (known.get("rtt_ms").getAsDouble() * 1_000_000);
        return new Learned.Sample(
                Duration.ofNanos(nanos),
                known.get("inflight").getAsInt(),
                known.get("dropped").getAsBoolean());
    }

    @TestFactory
    Stream<DynamicTest> sharesFairly() {
        return Cases.each("fair_share", SteerCasesTest::fairShare);
    }

    private static void fairShare(JsonObject known) {
        JsonObject wanted = known.getAsJsonObject("wants");
        List<String> names = List.copyOf(wanted.keySet());
        List<Want> wants =
                names.stream()
                        .map(name -> new Want(number(wanted, name), weight(known, name)))
                        .toList();

        double[] shares = FairShare.of(number(known, "capacity"), wants);

        JsonObject maxMin = known.getAsJsonObject("expect_max_min");
        for (int i = 0; i < shares.length; i++) {
            assertThat(shares[i])
                    .as(names.get(i))
                    .isCloseTo(number(maxMin, names.get(i)), within(1e-6));
        }
        if (known.has("expect_proportional")) {
            // Not our rule: it tops up by what is wanted, so that the greedy gain. Ours gives
            // nobody more than that gives to the greediest.
            JsonObject proportional = known.getAsJsonObject("expect_proportional");
            double greediest =
                    names.stream().mapToDouble(n -> number(proportional, n)).max().orElse(0);
            assertThat(Arrays.stream(shares).max().orElse(0)).isLessThanOrEqualTo(greediest + 1e-6);
        }
    }

    private static double weight(JsonObject known, String name) {
        return known.has("weights") ? number(known.getAsJsonObject("weights"), name) : 1;
    }

    private static double number(JsonObject known, String name) {
        return known.get(name).getAsDouble();
    }

    @TestFactory
    Stream<DynamicTest> saysHowFastACampaignHasToGo() {
        return Cases.each("deadline", SteerCasesTest::deadline);
    }

    private static void deadline(JsonObject known) {
        JsonObject given = known.getAsJsonObject("in");
        JsonObject expected = known.getAsJsonObject("expect");
        Campaign campaign =
                new Campaign(
                        at(given, "start_ms"),
                        at(given, "deadline_ms"),
                        given.get("margin_pct").getAsInt());
        Campaign.Bounds bounds =
                new Campaign.Bounds(
                        Speed.of(given.get("floor_rps").getAsLong()),
                        Speed.of(given.get("ceiling_rps").getAsLong()));

        Forecast forecast =
                campaign.at(at(given, "now_ms"), given.get("remaining").getAsLong(), bounds);

        assertThat(forecast.verdict().name()).isEqualTo(expected.get("verdict").getAsString());
        assertThat(forecast.speed().thousandths())
                .isEqualTo(expected.get("rate_milli").getAsLong());
        assertThat(forecast.through()).isEqualTo(at(expected, "eta_ms"));
        if (expected.has("needed_milli")) {
            assertThat(forecast.needed().thousandths())
                    .isEqualTo(expected.get("needed_milli").getAsLong());
        }
    }

    private static Instant at(JsonObject known, String name) {
        return Instant.ofEpochMilli(known.get(name).getAsLong());
    }

    @TestFactory
    Stream<DynamicTest> bringsACampaignToItsEnd() {
        return Cases.each("deadline_loop", SteerCasesTest::loop);
    }

    private static void loop(JsonObject known) {
        long tick = known.get("tick_ms").getAsLong();
        long jobs = known.get("jobs").getAsLong();
        JsonObject expected = known.getAsJsonObject("expect");
        List<List<Object>> rows = new ArrayList<>();
        long done = 0;
        long now = 0;
        long row = 0;
        long finish = 0;

        for (; done / MILLION < jobs; now += tick) {
            long remaining = jobs - done / MILLION;
            Forecast forecast =
                    campaign(known, now)
                            .at(Instant.ofEpochMilli(now), remaining, bounds(known, now));
            if (row++ % 10 == 0) {
                rows.add(
                        List.of(
                                now,
                                remaining,
                                forecast.speed().thousandths(),
                                forecast.verdict().name()));
            }
            long speed = forecast.speed().thousandths();
            finish = now + Math.ceilDiv(jobs * MILLION - done, speed);
            done += speed * tick;
        }

        assertThat(rows).isEqualTo(rows(expected));
        assertThat(finish).isEqualTo(expected.get("finish_ms").getAsLong());
    }

    /// A margin of the time that remains is what a campaign would have that began now: the trap.
    private static Campaign campaign(JsonObject known, long now) {
        boolean ofRest = known.get("margin_of_remaining_time").getAsBoolean();
        return new Campaign(
                Instant.ofEpochMilli(ofRest ? now : 0),
                at(known, "deadline_ms"),
                known.get("margin_pct").getAsInt());
    }

    private static Campaign.Bounds bounds(JsonObject known, long now) {
        long ceiling = 0;
        for (JsonElement one : known.getAsJsonArray("ceilings")) {
            if (one.getAsJsonArray().get(0).getAsLong() <= now) {
                ceiling = one.getAsJsonArray().get(1).getAsLong();
            }
        }
        return new Campaign.Bounds(Speed.of(known.get("floor_rps").getAsLong()), Speed.of(ceiling));
    }

    private static List<List<Object>> rows(JsonObject expected) {
        return expected.getAsJsonArray("every_10th_row").asList().stream()
                .map(JsonElement::getAsJsonArray)
                .<List<Object>>map(
                        one ->
                                List.of(
                                        one.get(0).getAsLong(),
                                        one.get(1).getAsLong(),
                                        one.get(2).getAsLong(),
                                        one.get(3).getAsString()))
                .toList();
    }
}
