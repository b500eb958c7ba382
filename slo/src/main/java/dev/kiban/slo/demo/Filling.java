package dev.kiban.slo.demo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.DemoCounts.Ground;
import dev.kiban.slo.PeriodWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/// Whether a past may be made up, and for which time.
public sealed interface Filling {

    /// It may.
    record Fill(PeriodWindow time) implements Filling {}

    /// It was before: nothing is made up twice.
    record AlreadyThere() implements Filling {}

    /// It may not.
    ///
    /// @param why for people, with what to do
    record Refused(String why) implements Filling {}

    /// Which services are asked for, how far back, and whether also beside real counts.
    record Wish(Set<ServiceName> services, Duration length, boolean besideReal) {

        public Wish {
            services = Set.copyOf(services);
        }
    }

    /// A past ends where real counts begin, whoever's they are: what is said to have been measured
    /// is said of all services.
    static Filling decide(Wish wish, Ground ground, Instant now) {
        if (!ground.demo().isEmpty()) {
            return new AlreadyThere();
        }
        List<ServiceName> real = wish.services().stream().filter(ground.real()::contains).toList();
        if (!real.isEmpty() && !wish.besideReal()) {
            return new Refused(
                    "there are real counts of %s; take a new folder with --data, or fill only the time before them with --history-before-real"
                            .formatted(join(real)));
        }
        Instant end = ground.realSince().filter(since -> since.isBefore(now)).orElse(now);
        Instant minute = end.truncatedTo(ChronoUnit.MINUTES);
        return new Fill(new PeriodWindow(minute.minus(wish.length()), minute));
    }

    private static String join(List<ServiceName> names) {
        return String.join(", ", names.stream().map(ServiceName::value).sorted().toList());
    }
}
