package dev.kiban.slo.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Indicator;
import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.definition.Objective.TimeSlices;
import dev.kiban.definition.Period;
import dev.kiban.kernel.Share;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrometheusRulesTest {
    private static final Share TARGET = Share.parse("99.9%");

    @TempDir private Path directory;

    static List<ServiceSlo> kinds() {
        Occurrences occurrences = new Occurrences(TARGET);
        Period quarter = new Period.Calendar(Period.Unit.QUARTER, ZoneId.of("Asia/Tokyo"));
        StatusRange tooMany = new StatusRange(429, 429);
        return List.of(
                Sample.availability("99.9%"),
                Sample.slo(latency("GetItem", 1_000), occurrences, new Period.Rolling(28)),
                Sample.slo(
                        new Availability(
                                List.of("GetItem"),
                                List.of(StatusRange.ofClass(5), tooMany),
                                Sample.AT),
                        occurrences,
                        quarter),
                Sample.slo(
                        Sample.AVAILABILITY,
                        new TimeSlices(TARGET, Duration.ofMinutes(5), Share.parse("95%")),
                        Sample.THIRTY_DAYS));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void arePassedByPromtool(ServiceSlo slo) throws IOException, InterruptedException {
        new Promtool(directory).accepts(Sample.rules(slo));
    }

    @Test
    void arePassedByPromtoolWithoutAnySlo() throws IOException, InterruptedException {
        new Promtool(directory).accepts(Sample.rules());
    }

    @Test
    void haveNoBinaryFractions() {
        assertThat(Sample.rules(Sample.availability("99.9%")))
                .contains("625 * slo:kiban_bad:sum1h", "> 9 * slo:kiban_valid:sum1h")
                .doesNotContainPattern("[0-9]\\.[0-9]{4}");
        assertThat(
                        Sample.rules(
                                Sample.slo(
                                        Sample.AVAILABILITY,
                                        new Occurrences(TARGET),
                                        new Period.Rolling(28))))
                .as("14/15 of 0.1%")
                .contains("7500 * slo:kiban_bad:sum3d", "> 7 * slo:kiban_valid:sum3d");
    }

    @Test
    void nameOwnerSeverityAndPlaybook() {
        assertThat(Sample.rules(Sample.availability("99.9%")))
                .contains(
                        "team: \"item-team\"",
                        "severity: \"page\"",
                        "severity: \"ticket\"",
                        "tier: \"page 1h\"",
                        "runbook_url: \"https://example.com/playbooks/item\"");
    }

    @Test
    void selectTheRoutesThatCount() {
        assertThat(
                        Sample.rules(
                                Sample.slo(
                                        latency("GetItem", 300),
                                        new Occurrences(TARGET),
                                        Sample.THIRTY_DAYS)))
                .contains("route=~\"/a\\\\.B/GetItem|/v1/items/\\\\{id\\\\}\"", "le=~\"0\\\\.3\"");
    }

    @Test
    void tellWhatCannotBeSaid() {
        assertThat(why(new Indicator.Events("payments"))).contains("not among the gateway's");
        assertThat(why(latency("GetItem", 250)))
                .contains("does not count requests up to 0.25 s", "up to 0.3, 1 s");
        assertThat(why(latency("Pending", 300))).contains("without asking the service");
    }

    private static String why(Indicator indicator) {
        ServiceSlo slo = Sample.slo(indicator, new Occurrences(TARGET), Sample.THIRTY_DAYS);
        Exported exported = PrometheusRules.of(new SloPlan(List.of(slo)), Sample.NAMES, Sample.NOW);
        assertThat(exported.text()).isEqualTo("groups: []\n");
        assertThat(exported.unsaid()).hasSize(1);
        return exported.unsaid().getFirst().toString();
    }

    private static Latency latency(String route, int millis) {
        return new Latency(List.of(route), Duration.ofMillis(millis), Sample.AT);
    }
}
