package dev.kiban.console.page;

import dev.kiban.console.page.Chart.Scale;
import dev.kiban.console.page.Chart.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;

/// The labels of a time axis: at full hours and days of the reader's zone, clock changes included.
record TimeAxis(Visitor visitor, Instant start, Instant end) {
    private static final int MOST = 6;

    /// No label so near an edge that it would be cut off.
    private static final double EDGE = 25;

    private static final double WIDTH = 1_000;

    private record Step(Duration about, TemporalAmount amount) {}

    private static final List<Step> STEPS =
            List.of(
                    minutes(10),
                    minutes(30),
                    hours(1),
                    hours(2),
                    hours(3),
                    hours(6),
                    days(1),
                    days(2),
                    days(7),
                    days(14),
                    days(28),
                    days(84));

    private static Step minutes(int minutes) {
        return new Step(Duration.ofMinutes(minutes), Duration.ofMinutes(minutes));
    }

    private static Step hours(int hours) {
        return new Step(Duration.ofHours(hours), Duration.ofHours(hours));
    }

    private static Step days(int days) {
        return new Step(Duration.ofDays(days), Period.ofDays(days));
    }

    List<Tick> ticks() {
        Duration whole = Duration.between(start, end);
        Step step =
                STEPS.stream()
                        .filter(each -> whole.dividedBy(each.about()) <= MOST)
                        .findFirst()
                        .orElse(STEPS.getLast());
        Scale scale = new Scale(start, end, 0, 1);
        List<Tick> ticks = new ArrayList<>();
        ZonedDateTime at = start.atZone(visitor.zone()).toLocalDate().atStartOfDay(visitor.zone());
        while (at.toInstant().isBefore(end)) {
            double x = scale.x(at.toInstant());
            if (x > EDGE && x < WIDTH - EDGE) {
                ticks.add(new Tick(x, label(at)));
            }
            at = at.plus(step.amount());
        }
        return ticks;
    }

    private String label(ZonedDateTime at) {
        return at.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? visitor.figures().day(at.toInstant())
                : visitor.figures().clock(at.toInstant());
    }
}
