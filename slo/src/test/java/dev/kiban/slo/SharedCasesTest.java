package dev.kiban.slo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.kiban.definition.Alerting.Severity;
import dev.kiban.definition.Objective;
import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.definition.Objective.TimeSlices;
import dev.kiban.definition.Period;
import dev.kiban.kernel.Share;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The known answers of the field, by the ids that they have in `slo.json`.
class SharedCasesTest {
    private static final JsonObject FILE = file();
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// Of the cluster room, not of budgets.
    private static final Set<String> NOT_OURS = Set.of("DEPLOY-PERCENT");

    private static final Map<String, Consumer<JsonObject>> CHECKS =
            Map.ofEntries(
                    Map.entry("MW-30D-999", SharedCasesTest::usualTiers),
                    Map.entry("MW-7D-999", SharedCasesTest::usualTiers),
                    Map.entry("PY-28D", SharedCasesTest::factorsAndShares),
                    Map.entry("DD-7-30-90", SharedCasesTest::derivedFactors),
                    Map.entry("MAX-BURN", SharedCasesTest::ceiling),
                    Map.entry("BUDGET-MINUTES", SharedCasesTest::minutesOfFullOutage),
                    Map.entry("METHODS-5", SharedCasesTest::occurrencesAndSlices),
                    Map.entry("ZERO-TRAFFIC", SharedCasesTest::quietSpell),
                    Map.entry("FIRST-SAMPLE", SharedCasesTest::bornWithAValue),
                    Map.entry("ROUNDING-TRAP", SharedCasesTest::nothingIsRounded),
                    Map.entry("TIMESLICE-WEEK", SharedCasesTest::weekOfSlices),
                    Map.entry("OO-7D", SharedCasesTest::reading),
                    Map.entry("CORRECTION", SharedCasesTest::correction),
                    Map.entry("CALENDAR", SharedCasesTest::calendar),
                    Map.entry("ABSENT", SharedCasesTest::silence));

    @TestFactory
    Stream<DynamicTest> hold() {
        return CHECKS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                        check ->
                                DynamicTest.dynamicTest(
                                        check.getKey(),
                                        () -> check.getValue().accept(of(check.getKey()))));
    }

    @Test
    void areAllCheckedButThoseOfOtherRooms() {
        List<String> ids = new ArrayList<>();
        cases().forEach(element -> ids.add(element.getAsJsonObject().get("id").getAsString()));

        assertThat(ids).hasSize(16).doesNotHaveDuplicates();
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(CHECKS.keySet().stream(), NOT_OURS.stream()).toList());
    }

    private static void usualTiers(JsonObject known) {
        Share allowed = target(given(known)).rest();
        Period.Rolling period = rolling(given(known).get("period").getAsString());
        List<BurnTier> tiers = UsualTiers.of(period, Duration.ofDays(period.days()));
        JsonArray pairs = expect(known).getAsJsonArray("pairs");

        assertThat(tiers).hasSameSizeAs(pairs);
        for (int i = 0; i < pairs.size(); i++) {
            JsonObject pair = pairs.get(i).getAsJsonObject();
            BurnTier tier = tiers.get(i);
            assertThat(tier.severity().name())
                    .isEqualToIgnoringCase(pair.get("severity").getAsString());
            assertThat(tier.window()).isEqualTo(time(pair.get("long").getAsString()));
            assertThat(tier.shortWindow()).isEqualTo(time(pair.get("short").getAsString()));
            assertThat(tier.factor()).isEqualTo(number(pair.get("factor")));
            assertThat(tier.threshold(allowed))
                    .isEqualTo(number(pair.get("threshold_error_ratio")));
        }
    }

    private static void factorsAndShares(JsonObject known) {
        Duration period = Duration.ofDays(28);
        for (JsonElement element : expect(known).getAsJsonArray("pairs")) {
            JsonObject pair = element.getAsJsonObject();
            Duration window = Duration.ofSeconds(pair.get("long_seconds").getAsLong());
            Ratio factor = number(pair.get("factor"));

            Ratio percent = factor.times(Ratio.of(window, period)).times(Ratio.of(100, 1));

            assertThat(percent.rounded(3))
                    .isEqualByComparingTo(pair.get("budget_percent").getAsBigDecimal());
            assertThat(untouched().timeToExhaustion(factor, period))
                    .contains(Duration.ofSeconds(pair.get("exhaustion_seconds").getAsLong()));
        }
    }

    private static void derivedFactors(JsonObject known) {
        expect(known)
                .asMap()
                .forEach(
                        (period, rows) -> {
                            Duration length = Duration.ofDays(rolling(period).days());
                            for (JsonElement element : rows.getAsJsonArray()) {
                                JsonObject row = element.getAsJsonObject();
                                BurnTier tier =
                                        BurnTier.of(
                                                Severity.PAGE,
                                                Duration.ofHours(row.get("long_h").getAsLong()),
                                                Share.parse(
                                                        row.get("budget_percent").getAsString()
                                                                + "%"),
                                                length);
                                assertThat(tier.factor()).isEqualTo(number(row.get("burn_rate")));
                                assertThat(tier.shortWindow().toMinutes())
                                        .isEqualTo(row.get("short_min").getAsLong());
                            }
                        });
    }

    private static void ceiling(JsonObject known) {
        expect(known)
                .getAsJsonObject("by_target")
                .asMap()
                .forEach(
                        (target, most) ->
                                assertThat(
                                                Budget.burn(
                                                                new Occurrences(
                                                                        Share.parse(target + "%")),
                                                                Tally.ofWhole(0, 7, 1))
                                                        .rounded(10))
                                        .isEqualByComparingTo(most.getAsBigDecimal()));
        BurnTier tier =
                BurnTier.of(
                        Severity.PAGE, Duration.ofHours(1), Share.parse("2%"), Duration.ofDays(30));
        assertThat(tier.canFire(Share.parse("93.0555555%").rest())).isFalse();
        assertThat(tier.canFire(Share.parse("93.0555556%").rest())).isTrue();
    }

    private static void minutesOfFullOutage(JsonObject known) {
        expect(known)
                .asMap()
                .forEach(
                        (target, periods) ->
                                periods.getAsJsonObject()
                                        .asMap()
                                        .forEach(
                                                (period, minutes) ->
                                                        assertMinutes(
                                                                target,
                                                                Duration.ofDays(
                                                                        rolling(period).days()),
                                                                minutes)));
    }

    private static void assertMinutes(String target, Duration period, JsonElement minutes) {
        Objective objective = new Occurrences(Share.parse(target + "%"));

        BigDecimal seconds = minutes.getAsBigDecimal().multiply(BigDecimal.valueOf(60));

        assertThat(Budget.fullOutage(objective, period).toSeconds()).isEqualTo(seconds.longValue());
    }

    private static void occurrencesAndSlices(JsonObject known) {
        JsonArray good = given(known).getAsJsonArray("good");
        JsonArray total = given(known).getAsJsonArray("total");
        List<Slot> slots =
                IntStream.range(0, total.size())
                        .mapToObj(i -> slot(i, good.get(i).getAsLong(), total.get(i).getAsLong()))
                        .toList();
        Duration length = MINUTE.multipliedBy(slots.size());
        Share nothing = Share.parse("0%");
        Share slice = Share.parse(given(known).get("slice_target_percent").getAsString() + "%");

        Budget byEvents = Budget.of(new Occurrences(nothing), slots, length);
        Budget bySlices = Budget.of(new TimeSlices(nothing, MINUTE, slice), slots, length);

        assertThat(byEvents.remaining()).isEqualTo(number(expect(known).get("occurrences")));
        assertThat(bySlices.remaining()).isEqualTo(number(expect(known).get("timeslices")));
    }

    private static void quietSpell(JsonObject known) {
        List<Slot> slots =
                IntStream.range(0, 100)
                        .mapToObj(
                                i -> {
                                    long events = i >= 30 && i < 50 ? 0 : 100;
                                    return slot(i, events, events);
                                })
                        .toList();
        Budget budget =
                Budget.of(new Occurrences(Share.parse("99.9%")), slots, Duration.ofMinutes(100));

        assertThat(budget.remaining()).isEqualTo(number(expect(known).get("budget_remaining")));
        assertThat(budget.isBlind()).isFalse();
    }

    private static void bornWithAValue(JsonObject known) {
        List<Slot> slots =
                IntStream.range(0, 60).mapToObj(i -> slot(i, i == 30 ? 500 : 1000, 1000)).toList();

        assertThat(Tally.sum(slots.stream().map(Slot::tally).toList()).bad())
                .isEqualTo(expect(known).get("truth_bad").getAsLong());
    }

    private static void nothingIsRounded(JsonObject known) {
        long good = given(known).get("good").getAsLong();
        long total = given(known).get("total").getAsLong();
        Tally window = Tally.ofWhole(good, total, 60);
        Objective objective = new Occurrences(target(given(known)));
        BurnTier tier =
                BurnTier.of(
                        Severity.PAGE, Duration.ofHours(1), Share.parse("2%"), Duration.ofDays(30));

        assertThat(tier.factor()).isEqualTo(number(given(known).get("factor")));
        assertThat(Budget.burn(objective, window))
                .isEqualTo(number(expect(known).get("burn_rate")));
        assertThat(tier.isExceeded(objective.budget(), window, window))
                .isEqualTo(expect(known).get("alert").getAsBoolean());
    }

    private static void weekOfSlices(JsonObject known) {
        TimeSlices objective =
                new TimeSlices(
                        target(given(known)),
                        MINUTE,
                        Share.parse(given(known).get("slice_target_percent").getAsString() + "%"));
        Duration week = Duration.ofDays(7);

        assertThat(Ratio.of(week, MINUTE)).isEqualTo(number(expect(known).get("slices")));
        assertThat(Ratio.of(objective.budget()).times(Ratio.of(week, MINUTE)))
                .isEqualTo(number(expect(known).get("allowed_bad")));
        assertThat(verdict(objective, 5, week))
                .isEqualTo(expect(known).get("after_5_bad").getAsString());
        assertThat(verdict(objective, 6, week))
                .isEqualTo(expect(known).get("after_6_bad").getAsString());
    }

    private static String verdict(TimeSlices objective, int bad, Duration week) {
        List<Slot> slots =
                IntStream.range(0, 10_080)
                        .mapToObj(i -> slot(i, i % 2_000 == 0 && i / 2_000 < bad ? 94 : 95, 100))
                        .toList();
        return Budget.of(objective, slots, week).remaining().compareTo(Ratio.ZERO) >= 0
                ? "met"
                : "missed";
    }

    private static void reading(JsonObject known) {
        JsonObject expect = expect(known);
        Objective objective = new Occurrences(target(given(known)));
        Duration week = Duration.ofDays(7);
        Slot all = new Slot(START, week, Tally.ofWhole(94_946, 100_000, week.toMinutes()));

        Budget budget = Budget.of(objective, List.of(all), week);
        Ratio burn = Budget.burn(objective, all.tally());

        assertThat(percent(budget.spent()))
                .isEqualByComparingTo(expect.get("consumed_percent").getAsBigDecimal());
        assertThat(percent(budget.remaining()))
                .isEqualByComparingTo(expect.get("remaining_percent").getAsBigDecimal());
        assertThat(burn.rounded(4)).isEqualByComparingTo(expect.get("burn_rate").getAsBigDecimal());
        assertThat(Ratio.of(Budget.fullOutage(objective, week), Duration.ofHours(1)).rounded(2))
                .isEqualByComparingTo(expect.get("budget_hours").getAsBigDecimal());
        Duration whole = untouched().timeToExhaustion(burn, week).orElseThrow();
        assertThat(Ratio.of(whole, Duration.ofHours(1)).rounded(1))
                .isEqualByComparingTo(
                        expect.get("hours_to_spend_a_whole_budget_at_this_pace").getAsBigDecimal());
    }

    private static void correction(JsonObject known) {
        Objective objective = new TimeSlices(Share.parse("0%"), MINUTE, Share.parse("99%"));
        Duration week = Duration.ofDays(7);
        Correction day =
                new Correction(START, START.plus(Duration.ofHours(24)), "aiko", "moving house");
        List<Slot> slots =
                IntStream.range(0, 10_080)
                        .mapToObj(i -> slot(i, i < 1_440 || (i >= 5_000 && i < 5_060) ? 0 : 1, 1))
                        .toList();

        Budget.Both both = Budget.of(objective, slots, week, List.of(day));

        assertThat(both.corrected().spent().times(Ratio.of(100, 1)).rounded(4))
                .isEqualByComparingTo(
                        expect(known).get("if_counted_as_good_percent").getAsBigDecimal());
        assertThat(both.asMeasured().spent()).isEqualTo(Ratio.of(1_500, 10_080));
    }

    private static void calendar(JsonObject known) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        ZoneId newYork = ZoneId.of("America/New_York");
        ZoneId utc = ZoneId.of("UTC");
        Map<String, Duration> lengths =
                Map.of(
                        "28-day month", length("2026-02-10", Period.Unit.MONTH, utc),
                        "30-day month", length("2026-04-10", Period.Unit.MONTH, utc),
                        "31-day month", length("2026-01-10", Period.Unit.MONTH, utc),
                        "quarter of 90 d", length("2026-02-10", Period.Unit.QUARTER, utc),
                        "quarter of 91 d", length("2026-05-10", Period.Unit.QUARTER, utc),
                        "quarter of 92 d", length("2026-09-30", Period.Unit.QUARTER, utc),
                        "March with a spring clock change (743 h)",
                                length("2026-03-10", Period.Unit.MONTH, berlin),
                        "November with an autumn clock change (721 h)",
                                length("2026-11-10", Period.Unit.MONTH, newYork));
        JsonObject minutes = expect(known).getAsJsonObject("minutes");

        assertThat(lengths.keySet()).isEqualTo(minutes.keySet());
        lengths.forEach(
                (name, length) ->
                        assertMinutes(
                                given(known).get("target_percent").getAsString(),
                                length,
                                minutes.get(name)));
    }

    private static Duration length(String day, Period.Unit unit, ZoneId zone) {
        Instant noon = Instant.parse(day + "T12:00:00Z");
        return PeriodWindow.at(noon, new Period.Calendar(unit, zone)).length();
    }

    private static void silence(JsonObject known) {
        expect(known).asMap().forEach(SharedCasesTest::assertDetected);
    }

    /// In that school windows and waits grow with the period, and factors do not.
    private static void assertDetected(String periodAndTarget, JsonElement expected) {
        String[] parts = periodAndTarget.split("/", 2);
        boolean fourWeeks = parts[0].equals("28d");
        BurnTier tier =
                new BurnTier(
                        Severity.PAGE,
                        Duration.ofMinutes(fourWeeks ? 60 : 30),
                        Share.parse("2%"),
                        Ratio.of(14, 1));

        Duration detected =
                tier.threshold(Share.parse(parts[1] + "%").rest())
                        .of(tier.window())
                        .plusMinutes(fourWeeks ? 2 : 1);

        assertThat(Duration.ofMinutes(detected.plusSeconds(30).toMinutes()))
                .isEqualTo(time(expected.getAsString()));
    }

    private static Budget untouched() {
        return new Budget(new Reading.NoTraffic(), Ratio.ONE, Ratio.ZERO);
    }

    private static Slot slot(int minute, long good, long valid) {
        return new Slot(
                START.plus(MINUTE.multipliedBy(minute)), MINUTE, Tally.ofWhole(good, valid, 1));
    }

    private static BigDecimal percent(Ratio ratio) {
        return ratio.times(Ratio.of(100, 1)).rounded(2);
    }

    private static Ratio number(JsonElement written) {
        BigDecimal decimal = written.getAsBigDecimal();
        return new Ratio(decimal.movePointRight(20).toBigIntegerExact(), BigInteger.TEN.pow(20));
    }

    private static Share target(JsonObject given) {
        return Share.parse(given.get("target_percent").getAsString() + "%");
    }

    private static Period.Rolling rolling(String days) {
        return new Period.Rolling(Integer.parseInt(days.replace("d", "")));
    }

    private static Duration time(String text) {
        return text.endsWith("d") ? Duration.parse("P" + text) : Duration.parse("PT" + text);
    }

    private static JsonObject given(JsonObject known) {
        return known.getAsJsonObject("given");
    }

    private static JsonObject expect(JsonObject known) {
        return known.getAsJsonObject("expect");
    }

    private static JsonObject of(String id) {
        for (JsonElement element : cases()) {
            if (element.getAsJsonObject().get("id").getAsString().equals(id)) {
                return element.getAsJsonObject();
            }
        }
        throw new AssertionError("no case " + id);
    }

    private static JsonArray cases() {
        return FILE.getAsJsonArray("cases");
    }

    private static JsonObject file() {
        try (InputStream in = SharedCasesTest.class.getResourceAsStream("slo.json")) {
            return JsonParser.parseString(new String(in.readAllBytes(), UTF_8)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
