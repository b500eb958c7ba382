package dev.kiban.pace.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.kiban.pace.Cases;
import dev.kiban.pace.bucket.KeyHash;
import dev.kiban.pace.nginx.Trace.Said;
import dev.kiban.pace.nginx.Trace.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class NginxCasesTest {
    private static final KeyHash HASH = new KeyHash(new Random(1));

    @TestFactory
    Stream<DynamicTest> saysWhatNginxSaid() {
        return Cases.each("nginx_limit_req", NginxCasesTest::check);
    }

    private static void check(JsonObject known) {
        Trace trace = Trace.of(known);

        List<Said> said = replay(trace);

        assertThat(said).isEqualTo(trace.expected());
    }

    private static List<Said> replay(Trace trace) {
        Map<String, Zone> zones = new HashMap<>();
        trace.zones().forEach((name, rate) -> zones.put(name, new Zone(thousandths(rate))));
        Rules rules = new Rules(trace.limits().stream().map(limit -> rule(limit, zones)).toList());
        List<Said> said = new ArrayList<>();
        for (int i = 0; i < trace.arrivals().size(); i++) {
            trace.reloadBefore(i)
                    .ifPresent(
                            rates ->
                                    rates.forEach(
                                            (name, rate) ->
                                                    zone(zones, name).change(thousandths(rate))));
            Trace.Arrival arrival = trace.arrivals().get(i);
            said.add(said(rules.decide(keys(trace, arrival), arrival.millis())));
        }
        return said;
    }

    private static long thousandths(Written rate) {
        return Zone.rate(rate.amount(), rate.seconds());
    }

    private static Rule rule(Trace.Limit limit, Map<String, Zone> zones) {
        long delay = limit.delay().isEmpty() ? Rule.NO_DELAY : limit.delay().get();
        return new Rule(zone(zones, limit.zone()), limit.burst(), delay);
    }

    private static Zone zone(Map<String, Zone> zones, String name) {
        return Objects.requireNonNull(zones.get(name));
    }

    private static long[] keys(Trace trace, Trace.Arrival arrival) {
        long[] keys = new long[2 * trace.limits().size()];
        for (int i = 0; i < trace.limits().size(); i++) {
            String key = arrival.key(trace.limits().get(i).zone());
            if (!key.isEmpty()) {
                HASH.of(key);
                keys[2 * i] = HASH.high();
                keys[2 * i + 1] = HASH.low();
            }
        }
        return keys;
    }

    private static Said said(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed(long excess) -> new Said("PASSED", excess, Optional.of(0L));
            case Verdict.Delayed(long excess, long millis) ->
                    new Said("DELAYED", excess, Optional.of(millis));
            case Verdict.Rejected(long excess, _) -> new Said("REJECTED", excess, Optional.empty());
        };
    }
}
