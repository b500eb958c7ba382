package dev.kiban.app.command;

import dev.kiban.pace.CanaryPlan;
import dev.kiban.pace.Rate;
import dev.kiban.protos.v1.AskerSight;
import dev.kiban.protos.v1.CampaignSight;
import dev.kiban.protos.v1.CanarySight;
import dev.kiban.protos.v1.PaceSight;
import dev.kiban.protos.v1.PaceStatus;
import dev.kiban.protos.v1.SignalSight;
import dev.kiban.protos.v1.SteeringSight;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What pace servers see of a pace, for people: all of them together, a line for each thing.
final class PaceSightText {
    private static final int SHOWN_ASKERS = 5;
    private static final int THREE_DIGITS = 100;
    private static final double PERCENT = 100;

    private PaceSightText() {}

    static List<String> lines(PaceStatus pace) {
        List<PaceSight> sights = pace.getSightsList();
        if (sights.isEmpty()) {
            return List.of(line("now", "no pace server tells of it"));
        }
        List<String> lines = new ArrayList<>();
        lines.add(line("now", now(pace)));
        String canaries = canaries(sights);
        if (!canaries.isEmpty()) {
            lines.add(line("canary", canaries));
        }
        sights.stream()
                .filter(PaceSight::hasSteering)
                .findFirst()
                .ifPresent(sight -> lines.add(line("steered", steered(sight.getSteering()))));
        sights.stream()
                .filter(PaceSight::hasCampaign)
                .findFirst()
                .ifPresent(sight -> lines.add(line("campaign", campaign(sight.getCampaign()))));
        if (sights.getFirst().getAskersCount() > 0) {
            lines.add(line("asked by", askers(sights.getFirst())));
        }
        return lines;
    }

    private static String line(String label, String text) {
        return "  %-10s %s".formatted(label, text);
    }

    private static String now(PaceStatus pace) {
        List<PaceSight> sights = pace.getSightsList();
        double perSecond = sights.stream().mapToDouble(PaceSight::getPerSecond).sum();
        int inLine = sights.stream().mapToInt(PaceSight::getInLine).sum();
        String servers =
                sights.stream().map(PaceSight::getServer).collect(Collectors.joining(", "));
        return "%s/s start, %,d wait%s%s; by %s"
                .formatted(number(perSecond), inLine, inFlight(sights), moved(pace), servers);
    }

    private static String inFlight(List<PaceSight> sights) {
        if (sights.stream().noneMatch(PaceSight::hasInFlight)) {
            return "";
        }
        int running = sights.stream().mapToInt(sight -> sight.getInFlight().getRunning()).sum();
        return ", %,d in flight".formatted(running);
    }

    /// All servers together: what they let through lately, not what each wants.
    private static String canaries(List<PaceSight> sights) {
        long all = sights.stream().mapToLong(sight -> lately(sight, _ -> true)).sum();
        return sights.getFirst().getCanariesList().stream()
                .filter(canary -> !canary.getValue().equals(CanaryPlan.REST))
                .map(canary -> canary(canary, sights, all))
                .collect(Collectors.joining("; "));
    }

    private static String canary(CanarySight canary, List<PaceSight> sights, long all) {
        Predicate<CanarySight> same = other -> other.getValue().equals(canary.getValue());
        long own = sights.stream().mapToLong(sight -> lately(sight, same)).sum();
        String given = all == 0 ? "nothing" : number(PERCENT * own / all) + "%";
        return "%s: %s wanted, %s given lately"
                .formatted(canary.getValue(), canary.getWanted(), given);
    }

    private static long lately(PaceSight sight, Predicate<CanarySight> which) {
        return sight.getCanariesList().stream()
                .filter(which)
                .mapToLong(CanarySight::getLately)
                .sum();
    }

    /// Limits whose rate is another one than people and definition allow.
    private static String moved(PaceStatus pace) {
        return pace.getSights(0).getLimitsList().stream()
                .filter(
                        limit ->
                                pace.getLimitsList().stream()
                                        .noneMatch(
                                                known ->
                                                        known.getLimit().equals(limit.getLimit())
                                                                && known.getAllowed()
                                                                        .equals(limit.getRate())))
                .map(
                        limit ->
                                ", limit %s at %s"
                                        .formatted(
                                                limit.getLimit(),
                                                Rate.parse(limit.getRate()).rounded()))
                .collect(Collectors.joining());
    }

    private static String steered(SteeringSight steering) {
        return "%d%% of that, %s: %s"
                .formatted(
                        steering.getPercent(),
                        steering.getMove(),
                        steering.getSignalsList().stream()
                                .map(PaceSightText::signal)
                                .collect(Collectors.joining(", ")));
    }

    private static String signal(SignalSight signal) {
        String value = signal.hasValue() ? number(signal.getValue()) : "says nothing yet";
        String stale = signal.getStale() ? ", stale" : "";
        return "%s %s (%d%% of danger%s)"
                .formatted(signal.getSignal(), value, signal.getPressurePercent(), stale);
    }

    private static String campaign(CampaignSight campaign) {
        String through =
                campaign.hasThrough()
                        ? "through at " + Instant.ofEpochSecond(campaign.getThrough().getSeconds())
                        : "does not move";
        return "%s: %,d of %,d left, %s, due at %s"
                .formatted(
                        campaign.getVerdict().replace('_', ' '),
                        campaign.getRemaining(),
                        campaign.getJobs(),
                        through,
                        Instant.ofEpochSecond(campaign.getDeadline().getSeconds()));
    }

    private static String askers(PaceSight sight) {
        return sight.getAskersList().stream()
                .limit(SHOWN_ASKERS)
                .map(PaceSightText::asker)
                .collect(Collectors.joining(", "));
    }

    private static String asker(AskerSight asker) {
        return "%s %d%%".formatted(asker.getAsker(), asker.getPercent());
    }

    /// Three digits that matter, and whole numbers.
    private static String number(double value) {
        return value >= THREE_DIGITS || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : new BigDecimal(value)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
