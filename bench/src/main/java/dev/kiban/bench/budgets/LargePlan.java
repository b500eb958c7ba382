package dev.kiban.bench.budgets;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Indicator;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.definition.Location;
import dev.kiban.definition.Metadata;
import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.definition.Period;
import dev.kiban.definition.Service;
import dev.kiban.definition.Slo;
import dev.kiban.definition.Tier;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.SloName;
import dev.kiban.kernel.TeamName;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Services with three SLOs each, whose periods are of every kind.
record LargePlan(Definitions definitions) {
    private static final Location AT = new Location(Path.of("bench.yaml"), 1, 1);
    private static final TeamName OWNER = new TeamName("bench-team");
    private static final int MIN_BAD_EVENTS = 5;

    static LargePlan of(int services) {
        List<Service> all =
                IntStream.range(0, services)
                        .mapToObj(i -> service("service-%04d".formatted(i)))
                        .toList();
        return new LargePlan(new Definitions(Path.of("."), List.of(), all));
    }

    SloPlan plan() {
        return new SloPlan(
                definitions.services().stream()
                        .flatMap(
                                service ->
                                        service.slos().stream()
                                                .map(
                                                        slo ->
                                                                new ServiceSlo(
                                                                        service.name(),
                                                                        OWNER,
                                                                        slo)))
                        .toList());
    }

    private static Service service(String name) {
        Indicator all = availability(List.of());
        Indicator latency = new Indicator.Latency(List.of(), Duration.ofMillis(300), AT);
        return new Service(
                new ServiceName(name),
                Metadata.NONE,
                OWNER,
                Tier.STANDARD,
                "",
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(
                        slo("availability", all, new Period.Rolling(90)),
                        slo("latency", latency, new Period.Rolling(28)),
                        slo(
                                "reads",
                                availability(List.of("Get")),
                                new Period.Calendar(Period.Unit.QUARTER, ZoneId.of("Asia/Tokyo")))),
                Optional.empty(),
                AT);
    }

    private static Indicator availability(List<String> routes) {
        return new Indicator.Availability(routes, List.of(StatusRange.ofClass(5)), AT);
    }

    private static Slo slo(String name, Indicator indicator, Period period) {
        return new Slo(
                new SloName(name),
                "",
                indicator,
                new Occurrences(Share.parse("99.9%")),
                period,
                new Alerting(MIN_BAD_EVENTS, List.of()),
                Optional.empty(),
                AT);
    }
}
