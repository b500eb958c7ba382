package dev.kiban.slo.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Alerting.Severity;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Indicator;
import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.Events;
import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Objective;
import dev.kiban.definition.Period;
import dev.kiban.definition.Slo;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.SloName;
import dev.kiban.kernel.TeamName;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OpenSloTest {
    private static final String HEAD =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: item-team}
            spec: {}
            ---
            apiVersion: kiban.dev/v1
            kind: Service
            metadata: {name: item}
            spec:
              owner: item-team
            """;
    private static final String FOREIGN =
            """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: latency}
            spec:
              service: item
              indicator:
                metadata: {name: latency}
                spec:
                  ratioMetric:
                    counter: false
                    good: {metricSource: {type: Prometheus, spec: {url: "http://p:9090", query: "increase(a[$window])"}}}
                    total: {metricSource: {type: Prometheus, spec: {url: "http://p:9090", query: "increase(b[$window])"}}}
              timeWindow: [{duration: 4w, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{targetPercent: 99.95}]
            """;

    @Property(tries = 200)
    void losesNothingOnTheWayOutAndBack(@ForAll("slos") Slo slo) throws IOException {
        Exported out = OpenSlo.of(plan(slo));
        assertThat(out.unsaid()).isEmpty();

        OpenSloImport.Imported in = read(out.text());

        assertThat(in.refused()).as(out.text()).isEmpty();
        Slo back = load(in.text());
        assertThat(back)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes("(.*\\.)?at")
                .isEqualTo(slo);
    }

    @Provide
    Arbitrary<Slo> slos() {
        Arbitrary<String> texts =
                Arbitraries.of("", "Buyers see: \"items\"", "# no\nreally\n", "yes", "日本 {{x}}");
        Arbitrary<Alerting> alerting =
                Arbitraries.of(
                        Sample.USUAL,
                        new Alerting(1, List.of()),
                        new Alerting(
                                7,
                                List.of(
                                        new Alerting.Tier(
                                                Severity.TICKET,
                                                Duration.ofHours(36),
                                                Share.parse("12.5%"),
                                                Sample.AT))));
        Arbitrary<Optional<URI>> playbooks =
                Arbitraries.of(
                        Optional.empty(), Optional.of(URI.create("https://example.com/p?a=b#c")));
        return Combinators.combine(
                        texts, indicators(), objectives(), periods(), alerting, playbooks)
                .as(
                        (text, indicator, objective, period, alerts, playbook) ->
                                new Slo(
                                        new SloName("no"),
                                        text,
                                        indicator,
                                        objective,
                                        period,
                                        alerts,
                                        playbook,
                                        Sample.AT));
    }

    private static Arbitrary<Indicator> indicators() {
        return Arbitraries.of(
                Sample.AVAILABILITY,
                new Availability(
                        List.of("GetItem", "/legacy/"),
                        List.of(StatusRange.ofClass(5), new StatusRange(429, 429)),
                        Sample.AT),
                new Latency(List.of("GetItem"), Duration.ofMillis(61_250), Sample.AT),
                new Freshness("search-index", Duration.ofMinutes(90)),
                new Events("payments"),
                new Prometheus(
                        URI.create("http://p:9090"),
                        "sum(increase(a{b=\"c\"}[$window]))\n",
                        "increase(d[$window])",
                        Duration.ofMinutes(2)));
    }

    private static Arbitrary<Objective> objectives() {
        Arbitrary<Share> targets = Arbitraries.longs().between(0, Share.WHOLE - 1).map(Share::new);
        Arbitrary<Share> shares = Arbitraries.longs().between(0, Share.WHOLE).map(Share::new);
        return Arbitraries.oneOf(
                targets.map(Objective.Occurrences::new),
                Combinators.combine(targets, shares, Arbitraries.of(1, 5))
                        .as(
                                (target, good, minutes) ->
                                        new Objective.TimeSlices(
                                                target, Duration.ofMinutes(minutes), good)));
    }

    private static Arbitrary<Period> periods() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 9_999).map(Period.Rolling::new),
                Combinators.combine(
                                Arbitraries.of(Period.Unit.class),
                                Arbitraries.of("Asia/Tokyo", "UTC"))
                        .as((unit, zone) -> new Period.Calendar(unit, ZoneId.of(zone))));
    }

    @Example
    void readsWhatOthersHaveWritten() throws IOException {
        OpenSloImport.Imported in = read(FOREIGN);

        assertThat(in.refused()).isEmpty();
        Slo slo = load(in.text());
        assertThat(slo.name()).hasToString("latency");
        assertThat(slo.objective()).isEqualTo(new Objective.Occurrences(Share.parse("99.95%")));
        assertThat(slo.period()).isEqualTo(new Period.Rolling(28));
    }

    @Example
    void tellsWhatItCannotSay() {
        assertThat(refusal("kind: SLO", "kind: AlertPolicy")).contains("found AlertPolicy");
        assertThat(refusal("Occurrences", "RatioTimeslices"))
                .contains("the budgeting method 'RatioTimeslices'");
        assertThat(refusal("counter: false", "counter: true")).contains("with increase()");
        assertThat(refusal("99.95", "99.95000000001")).contains("said exactly");
        assertThat(refusal("99.95", "120")).contains("said exactly");
        assertThat(refusal("duration: 4w", "duration: 36h")).contains("not whole days");
        assertThat(refusal("isRolling: true", "isRolling: false")).contains("calendar");
        assertThat(refusal("service: item", "service: item\n  alertPolicies: [x]"))
                .contains("x.yaml:5:3", "'alertPolicies' cannot be said in Kiban");
        assertThat(refusal("type: Prometheus", "type: Datadog")).contains("source 'Datadog'");
        assertThat(refusal("{targetPercent: 99.95}", "{target: 0.9}, {target: 0.8}"))
                .contains("exactly one element");
        assertThat(refusal("spec:", "spec")).isNotEmpty();
    }

    @Example
    void tellsThatANameIsTooLong() {
        ServiceSlo slo =
                new ServiceSlo(
                        new ServiceName("s".repeat(63)),
                        new TeamName("t"),
                        Sample.availability("99.9%").slo());

        Exported out = OpenSlo.of(new SloPlan(List.of(slo)));

        assertThat(out.text()).isEmpty();
        assertThat(out.unsaid()).hasSize(1).first().asString().contains("more than 63");
    }

    private static String refusal(String instead, String of) {
        List<String> refused = read(FOREIGN.replace(instead, of)).refused();
        assertThat(refused).isNotEmpty();
        return String.join("\n", refused);
    }

    private static OpenSloImport.Imported read(String text) {
        return OpenSloImport.of(Path.of("x.yaml"), text.getBytes(UTF_8));
    }

    private static SloPlan plan(Slo slo) {
        return new SloPlan(
                List.of(new ServiceSlo(new ServiceName("item"), new TeamName("item-team"), slo)));
    }

    private static Slo load(String slos) throws IOException {
        Path directory = Files.createTempDirectory("slos");
        Path file = Files.writeString(directory.resolve("all.yaml"), HEAD + slos.indent(2));
        try {
            return switch (new DefinitionLoader().load(directory)) {
                case Loaded.Accepted(Definitions definitions) ->
                        definitions.services().getFirst().slos().getFirst();
                case Loaded.Rejected(var problems, _) -> throw new AssertionError(slos + problems);
            };
        } finally {
            Files.delete(file);
            Files.delete(directory);
        }
    }
}
