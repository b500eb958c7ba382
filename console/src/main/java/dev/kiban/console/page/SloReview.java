package dev.kiban.console.page;

import dev.kiban.slo.Finding;
import dev.kiban.slo.Finding.AlertWithoutSpend;
import dev.kiban.slo.Finding.SpendWithoutAlert;
import dev.kiban.slo.Finding.TooLoose;
import dev.kiban.slo.LookBack.Cause;
import dev.kiban.slo.LookBack.Part;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.Reading.Measured;
import dev.kiban.slo.SloLookBack;
import dev.kiban.slo.TierName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Where the budget of one SLO went, in the reader's words.
///
/// @param until what of the quarter is known
public record SloReview(Visitor visitor, SloLookBack lookBack, Instant until) {

    public String name() {
        return lookBack.slo().slo().name().value();
    }

    /// Whether enough was measured to say anything.
    public boolean isKnown() {
        return !lookBack.budget().isBlind();
    }

    public SpendGroup alerts() {
        return SpendGroup.of(parts(Cause.Alert.class));
    }

    /// The look-back has the newest first.
    public SpendGroup releases() {
        return SpendGroup.of(parts(Cause.Release.class).reversed());
    }

    /// What nobody knows of.
    public Part unattributed() {
        return lookBack.parts().getLast();
    }

    /// All that was bad.
    public long bad() {
        return lookBack.parts().stream().mapToLong(Part::bad).sum();
    }

    /// What was bad, of how many.
    public String counts() {
        Figures figures = visitor.figures();
        return lookBack.budget().reading() instanceof Measured(_, long valid)
                ? visitor.say(Phrase.BAD_OF, figures.count(bad()), figures.count(valid))
                : figures.count(bad());
    }

    public SpendBar bar() {
        Map<String, Ratio> spent = new LinkedHashMap<>();
        spent.put("alerts", alerts().spent());
        spent.put("releases", releases().spent());
        spent.put("unattributed", unattributed().spent());
        return SpendBar.of(spent);
    }

    /// The bar in words.
    public String barWords() {
        Figures figures = visitor.figures();
        return visitor.say(
                Phrase.SPEND_SUMMARY,
                figures.spent(alerts().spent()),
                figures.spent(releases().spent()),
                figures.spent(unattributed().spent()));
    }

    /// What a cause is called.
    public String cause(Cause cause) {
        return switch (cause) {
            case Cause.Alert(List<TierName> tiers, _, _) ->
                    tiers.stream()
                            .map(tier -> AlertLine.tier(visitor, tier))
                            .collect(Collectors.joining(", "));
            case Cause.Release(String summary, _, _) -> summary;
            case Cause.Unattributed _ -> visitor.say(Phrase.UNATTRIBUTED);
        };
    }

    /// When it was.
    public String when(Cause cause) {
        Figures figures = visitor.figures();
        return switch (cause) {
            case Cause.Alert(_, Instant start, Instant end) ->
                    end.isBefore(until)
                            ? visitor.say(
                                    Phrase.FROM_TO,
                                    figures.shortTime(start),
                                    figures.shortTime(end))
                            : visitor.say(Phrase.ALERT_SINCE, figures.shortTime(start));
            case Cause.Release(_, Instant start, _) -> figures.shortTime(start);
            case Cause.Unattributed _ -> "";
        };
    }

    /// A finding in a sentence.
    public String words(Finding finding) {
        Figures figures = visitor.figures();
        return switch (finding) {
            case TooLoose loose ->
                    visitor.say(
                            Phrase.TOO_LOOSE,
                            figures.spent(loose.peak()),
                            figures.share(loose.next()),
                            figures.spent(loose.peakOfNext()));
            case SpendWithoutAlert blind ->
                    visitor.say(
                            Phrase.SPEND_WITHOUT_ALERT,
                            figures.spent(blind.spent()),
                            figures.day(blind.worstDay().start()),
                            figures.spent(blind.worst()));
            case AlertWithoutSpend(Cause.Alert alert) ->
                    visitor.say(Phrase.ALERT_WITHOUT_SPEND, cause(alert), when(alert));
        };
    }

    private List<Part> parts(Class<? extends Cause> kind) {
        return lookBack.parts().stream().filter(part -> kind.isInstance(part.cause())).toList();
    }
}
