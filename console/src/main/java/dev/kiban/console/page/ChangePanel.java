package dev.kiban.console.page;

import dev.kiban.console.Acts.Corrected;
import dev.kiban.console.Acts.Standing;
import dev.kiban.console.Profiles.Profile;
import dev.kiban.kernel.SloName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What the people of a service's team can change about it, and what stands.
///
/// @param now when the page is made
public record ChangePanel(Visitor visitor, Profile profile, Standing standing, Instant now) {
    private static final List<Duration> SPANS =
            List.of(
                    Duration.ofHours(1),
                    Duration.ofHours(4),
                    Duration.ofDays(1),
                    Duration.ofDays(3),
                    Duration.ofDays(7));

    /// Whether there is anything to show: to others, only what stands.
    public boolean isEmpty() {
        return !mayChange() && standing.overrides().isEmpty() && standing.corrections().isEmpty();
    }

    public boolean mayChange() {
        return visitor.reader().mayChange(profile.service().owner());
    }

    /// Where a form is sent to.
    public String action(String deed) {
        return "/services/%s/%s".formatted(profile.service().name(), deed);
    }

    /// How long an override may last.
    public List<Duration> spans() {
        return SPANS;
    }

    public String label(Duration span) {
        return AlertLine.span(visitor, span);
    }

    public List<SloName> slos() {
        return profile.health().stream().map(health -> health.slo().name()).toList();
    }

    /// Distinct for each reader and page: a form that is sent twice is one wish.
    public String key() {
        return "page-%08x-%d".formatted(visitor.reader().hashCode(), now.toEpochMilli());
    }

    /// The whole hour before this one, as a form has it.
    public LocalDateTime hourAgo() {
        return thisHour().minusHours(1);
    }

    public LocalDateTime thisHour() {
        return LocalDateTime.ofInstant(now, visitor.zone()).truncatedTo(ChronoUnit.HOURS);
    }

    /// A time that was corrected, in words.
    public String span(Corrected corrected) {
        return "%s – %s"
                .formatted(
                        visitor.figures().time(corrected.correction().correction().start()),
                        visitor.figures().time(corrected.correction().correction().end()));
    }
}
