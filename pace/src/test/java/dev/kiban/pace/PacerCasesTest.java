package dev.kiban.pace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.Rate.Per;
import dev.kiban.pace.nginx.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The known answers of the field, asked of a pacer as workers ask it.
class PacerCasesTest {
    private static final PaceName PACE = new PaceName("pace");

    @Test
    void knowsAllGroups() {
        assertThat(Cases.groups())
                .containsExactlyInAnyOrder(
                        "about",
                        "real_nginx", // how the answers were come by
                        "nginx_limit_req",
                        "nginx_campaigns",
                        "gcra",
                        "concurrency_limits", // SteerCasesTest
                        "fair_share",
                        "deadline",
                        "deadline_loop");
    }

    @TestFactory
    Stream<DynamicTest> letsPassWhomNginxLetPass() {
        return Cases.each("nginx_limit_req", PacerCasesTest::nginx);
    }

    private static void nginx(JsonObject known) {
        Trace trace = Trace.of(known);
        VirtualPacer pacer = VirtualPacer.of(nginx(trace));
        List<String> headers = pacer.pacer().headers(PACE).orElseThrow();
        List<Optional<Long>> waits = new ArrayList<>();

        // A pacer's clock never goes back; in NginxCasesTest that of nginx does.
        int until = untilClockGoesBack(trace);
        for (int i = 0; i < until; i++) {
            pacer.at(trace.arrivals().get(i).millis());
            trace.reloadBefore(i)
                    .ifPresent(
                            zones ->
                                    zones.forEach(
                                            (zone, rate) ->
                                                    pacer.pacer()
                                                            .change(
                                                                    PACE,
                                                                    zone,
                                                                    rate(rate),
                                                                    pacer.now())));
            waits.add(wait(pacer, ask(trace.arrivals().get(i), headers)));
        }

        assertThat(waits).hasSizeGreaterThan(0);
        assertThat(waits)
                .isEqualTo(
                        trace.expected().stream()
                                .limit(until)
                                .map(Trace.Said::delayMillis)
                                .toList());
    }

    private static PacePlan nginx(Trace trace) {
        LimitPlan[] limits =
                trace.limits().stream()
                        .map(
                                one ->
                                        LimitPlan.of(one.zone(), rate(trace.rate(one.zone())))
                                                .withBurst(
                                                        one.burst(),
                                                        one.delay().orElse(one.burst()))
                                                .byHeader(one.zone()))
                        .toArray(LimitPlan[]::new);
        return PacePlan.of(PACE, limits).likeNginx();
    }

    private static Rate rate(Trace.Written rate) {
        return new Rate(rate.amount(), rate.seconds() == 1 ? Per.SECOND : Per.MINUTE);
    }

    private static int untilClockGoesBack(Trace trace) {
        for (int i = 1; i < trace.arrivals().size(); i++) {
            if (trace.arrivals().get(i).millis() < trace.arrivals().get(i - 1).millis()) {
                return i;
            }
        }
        return trace.arrivals().size();
    }

    private static Ask ask(Trace.Arrival arrival, List<String> headers) {
        return Ask.of(PACE, headers.stream().map(arrival::key).toArray(String[]::new));
    }

    private static Optional<Long> wait(VirtualPacer pacer, Ask ask) {
        return switch (pacer.reserve(ask)) {
            case Pass(_, long turn) -> Optional.of((turn - pacer.now()) / 1_000_000);
            case Refused _ -> Optional.empty();
        };
    }

    @TestFactory
    Stream<DynamicTest> doesWorkAsFastAsNginxDid() {
        return Cases.each("nginx_campaigns", PacerCasesTest::campaign);
    }

    private static void campaign(JsonObject known) {
        JsonObject expected = known.getAsJsonObject("expect");
        LimitPlan limit =
                LimitPlan.of("all", rate(Trace.Written.parse(known.get("rate").getAsString())))
                        .withBurst(known.get("burst").getAsInt(), 0);
        Workers workers =
                new Workers(
                        VirtualPacer.of(PacePlan.of(PACE, limit).likeNginx()),
                        Ask.of(PACE),
                        Duration.ofMillis(known.get("service_ms").getAsLong()),
                        Duration.ofMillis(known.get("retry_ms").getAsLong()));

        workers.work(known.get("workers").getAsInt(), known.get("jobs").getAsInt());

        List<Long> firstStarts =
                expected.getAsJsonArray("first_starts").asList().stream()
                        .map(JsonElement::getAsLong)
                        .collect(Collectors.toList());
        assertThat(workers.startsMillis().subList(0, firstStarts.size())).isEqualTo(firstStarts);
        assertThat(workers.startsMillis().getLast())
                .isEqualTo(expected.get("last_start").getAsLong());
        assertThat(workers.finishMillis()).isEqualTo(expected.get("finish_t").getAsLong());
        assertThat(workers.refused()).isEqualTo(expected.get("refused").getAsLong());
        assertThat(workers.waitedMillis()).isEqualTo(expected.get("total_wait_ms").getAsLong());
    }

    /// One job at a time; how jobs of more are counted, buckets show.
    @TestFactory
    Stream<DynamicTest> admitsWhatGcraAdmits() {
        return Cases.each("gcra", PacerCasesTest::gcra);
    }

    private static void gcra(JsonObject known) {
        int burst = known.get("max_burst").getAsInt();
        long anHour =
                known.get("count").getAsLong() * 3_600_000 / known.get("period_ms").getAsLong();
        LimitPlan limit = LimitPlan.of("all", Rate.perHour(anHour)).withBurst(burst, burst);
        VirtualPacer pacer = VirtualPacer.of(PacePlan.of(PACE, limit).waiting(Duration.ZERO));
        List<JsonObject> calls = Cases.list(known, "calls").toList();
        List<JsonObject> expected = Cases.list(known, "expect").toList();
        int compared = 0;

        for (int i = 0; i < calls.size(); i++) {
            int quantity = calls.get(i).get("quantity").getAsInt();
            boolean limited = expected.get(i).get("limited").getAsBoolean();
            pacer.at(calls.get(i).get("t").getAsLong());
            if (limited && quantity != 1) {
                continue;
            }
            for (int job = 0; job < quantity; job++) {
                compared++;
                long retry = expected.get(i).get("retry_after_ms").getAsLong();
                assertThat(retryAfterMillis(pacer)).as("call %d", i).isEqualTo(retry);
            }
        }

        assertThat(compared).isGreaterThanOrEqualTo(calls.size() / 2);
    }

    /// -1 if it passes, as redis-cell has it.
    private static long retryAfterMillis(VirtualPacer pacer) {
        return switch (pacer.ask(Ask.of(PACE))) {
            case Pass _ -> -1;
            case Refused refused -> refused.retryAfter().toMillis();
            case Answer.Waits waits -> throw new IllegalStateException(waits.toString());
        };
    }
}
