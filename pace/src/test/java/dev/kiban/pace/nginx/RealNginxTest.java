package dev.kiban.pace.nginx;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kiban.pace.bucket.KeyHash;
import dev.kiban.pace.nginx.RealNginx.Decided;
import dev.kiban.pace.nginx.Trace.Written;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random requests to a real nginx: what it decides, we decide, with the same excess and the same
/// delay, and nothing between. Times are those by which nginx decided.
class RealNginxTest {
    private static final int LOCATIONS = 12;
    /// Each has a connection, and a process often may have 1,024.
    private static final int REQUESTS = 900;
    private static final int SOME = 50;
    private static final List<String> KEYS = List.of("", "push", "mail", "line");
    private static final KeyHash HASH = new KeyHash(new Random(1));

    @TempDir private Path directory;

    @BeforeAll
    static void needsNginx() {
        assumeTrue(
                RealNginx.isInstalled(),
                "skipped: nginx with a debug log is not installed (apt-get install nginx-light)");
    }

    /// A location with its limits.
    private record Location(int number, List<Limited> limits) {

        static Location random(int number, Random random) {
            return new Location(
                    number,
                    IntStream.range(0, 1 + random.nextInt(3))
                            .mapToObj(_ -> Limited.random(random))
                            .toList());
        }

        String zones() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < limits.size(); i++) {
                text.append(
                        "limit_req_zone $http_x_key_%d zone=z%d_%d:1m rate=%d%s;%n"
                                .formatted(
                                        i,
                                        number,
                                        i,
                                        limits.get(i).rate().amount(),
                                        limits.get(i).unit()));
            }
            return text.toString();
        }

        String location() {
            StringBuilder text =
                    new StringBuilder("location = /t%d { alias file;%n".formatted(number));
            for (int i = 0; i < limits.size(); i++) {
                text.append(
                        "limit_req zone=z%d_%d %s;%n"
                                .formatted(number, i, limits.get(i).options()));
            }
            return text.append("}\n").toString();
        }

        Rules rules(int more) {
            return new Rules(limits.stream().map(limit -> limit.rule(more)).toList());
        }
    }

    /// @param immediate more than the burst for `nodelay`
    private record Limited(Written rate, int burst, int immediate) {
        private static final int MAX_BURST = 12;
        private static final int MAX_DELAY = 6;

        static Limited random(Random random) {
            boolean aSecond = random.nextInt(4) > 0;
            Written rate = new Written(1 + random.nextInt(aSecond ? 40 : 3_000), aSecond ? 1 : 60);
            return new Limited(rate, random.nextInt(MAX_BURST), random.nextInt(MAX_DELAY));
        }

        String unit() {
            return rate.seconds() == 1 ? "r/s" : "r/m";
        }

        /// nginx has no word for none.
        String options() {
            String delay = immediate == 0 ? "" : "delay=" + immediate;
            return (burst == 0 ? "" : "burst=" + burst + " ")
                    + (immediate > burst ? "nodelay" : delay);
        }

        /// @param more thousandths of a request in a second than nginx has
        Rule rule(int more) {
            Zone zone = new Zone(Zone.rate(rate.amount(), rate.seconds()) + more);
            return new Rule(zone, burst, immediate > burst ? Rule.NO_DELAY : immediate);
        }
    }

    /// A request to a location.
    ///
    /// @param keys one for each limit
    private record Request(int location, List<String> keys) {

        static Request random(List<Location> locations, Random random) {
            Location to = locations.get(random.nextInt(locations.size()));
            List<String> keys =
                    to.limits().stream().map(_ -> KEYS.get(random.nextInt(KEYS.size()))).toList();
            // Of a request that no limit looks at, nginx does not say anything.
            boolean unlimited = keys.stream().allMatch(String::isEmpty);
            return unlimited ? random(locations, random) : new Request(to.number(), keys);
        }

        List<String> headers() {
            return IntStream.range(0, keys.size())
                    .mapToObj(i -> "x-key-%d: %s".formatted(i, keys.get(i)))
                    .toList();
        }

        long[] hashes() {
            return keys.stream().flatMapToLong(Request::hash).toArray();
        }

        private static LongStream hash(String key) {
            if (key.isEmpty()) {
                return LongStream.of(0, 0);
            }
            HASH.of(key);
            return LongStream.of(HASH.high(), HASH.low());
        }
    }

    @Test
    void decidesAsWeDo() throws IOException {
        Random random = new Random(20261122);
        List<Location> locations =
                IntStream.range(0, LOCATIONS)
                        .mapToObj(number -> Location.random(number, random))
                        .toList();
        List<Request> requests =
                Stream.generate(() -> Request.random(locations, random)).limit(REQUESTS).toList();

        List<Decided> decided = decided(locations, requests, random);

        List<Verdict> ours = replay(locations, requests, decided, 0);
        assertThat(decided).hasSize(REQUESTS);
        for (int i = 0; i < REQUESTS; i++) {
            Decided one = decided.get(i);
            assertThat(ours.get(i)).as("%s", one).isEqualTo(said(one, request(requests, one)));
        }
        assertThat(ours.stream().collect(groupingBy(Object::getClass, counting())).values())
                .as("passed, delayed and rejected")
                .hasSize(3)
                .allMatch(count -> count > SOME);
        assertThat(replay(locations, requests, decided, 1))
                .as("with a thousandth more a second, so that it is seen that this can fail")
                .isNotEqualTo(ours);
    }

    private List<Decided> decided(List<Location> locations, List<Request> requests, Random random)
            throws IOException {
        String zones = String.join("", locations.stream().map(Location::zones).toList());
        String server = String.join("", locations.stream().map(Location::location).toList());
        try (RealNginx nginx = RealNginx.start(directory, zones, server)) {
            Eventually.passes(() -> assertThat(nginx.isUp()).isTrue());
            for (int i = 0; i < requests.size(); i++) {
                Request request = requests.get(i);
                nginx.send("/t%d?%d".formatted(request.location(), i), request.headers());
                if (random.nextInt(4) == 0) {
                    // Real time has to pass, for this is a real nginx: three seconds in all.
                    LockSupport.parkNanos(random.nextLong(20_000_000));
                }
            }
            Eventually.passes(() -> assertThat(nginx.decided()).hasSize(requests.size()));
            return nginx.decided();
        }
    }

    private static List<Verdict> replay(
            List<Location> locations, List<Request> requests, List<Decided> decided, int more) {
        List<Rules> rules = locations.stream().map(location -> location.rules(more)).toList();
        List<Verdict> verdicts = new ArrayList<>();
        for (Decided one : decided) {
            Request request = request(requests, one);
            verdicts.add(rules.get(request.location()).decide(request.hashes(), one.millis()));
        }
        return verdicts;
    }

    private static Request request(List<Request> requests, Decided decided) {
        String path = decided.path();
        return requests.get(Integer.parseInt(path.substring(path.indexOf('?') + 1)));
    }

    /// What the log says last of a request that passes is the excess of the last limit that looked
    /// at it. nginx goes on with 0 if that is not the last limit of all, and so do we.
    private static Verdict said(Decided decided, Request request) {
        return decided.verdict() instanceof Verdict.Passed && request.keys().getLast().isEmpty()
                ? new Verdict.Passed(0)
                : decided.verdict();
    }
}
