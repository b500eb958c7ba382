package dev.kiban.console.page;

import dev.kiban.console.Paces.Campaign;
import dev.kiban.console.Paces.Limit;
import dev.kiban.console.Paces.Order;
import dev.kiban.console.Paces.Pace;
import dev.kiban.console.Paces.Profile;
import dev.kiban.console.Paces.Signal;
import java.util.List;

/// Everything about one pace.
///
/// @param charts empty without a store
public record PacePage(Visitor visitor, Profile profile, DayRange range, List<Chart> charts) {

    public PacePage {
        charts = List.copyOf(charts);
    }

    public static PacePage of(Visitor visitor, Profile profile, DayRange range) {
        return new PacePage(visitor, profile, range, PaceCharts.of(visitor, profile, range.span()));
    }

    public Pace pace() {
        return profile.pace();
    }

    public PaceMark mark() {
        return PaceMark.of(pace());
    }

    /// A length of time, as people say it.
    public String label(DayRange.Choice choice) {
        return AlertLine.span(visitor, choice.length());
    }

    /// What a limit lets pass, other than it is defined.
    public boolean isMoved(Limit limit) {
        return !limit.allowed().equals(limit.defined());
    }

    public String value(Signal signal) {
        return signal.value().isPresent()
                ? visitor.figures().number(signal.value().getAsDouble())
                : visitor.say(Phrase.SIGNAL_SILENT);
    }

    public String until(Order order) {
        return order.until()
                .map(end -> visitor.say(Phrase.ORDER_UNTIL, visitor.figures().shortTime(end)))
                .orElseGet(() -> visitor.say(Phrase.ORDER_OPEN));
    }

    /// A campaign's verdict in words.
    public static Phrase verdict(Campaign campaign) {
        return switch (campaign.verdict()) {
            case ON_TRACK -> Phrase.CAMPAIGN_ON_TRACK;
            case AT_RISK -> Phrase.CAMPAIGN_AT_RISK;
            case WILL_MISS -> Phrase.CAMPAIGN_WILL_MISS;
            case LATE -> Phrase.CAMPAIGN_LATE;
            case DONE -> Phrase.CAMPAIGN_DONE;
        };
    }

    /// When a campaign will be through, in words.
    public String through(Campaign campaign) {
        return campaign.through()
                .map(end -> visitor.say(Phrase.CAMPAIGN_THROUGH, visitor.figures().shortTime(end)))
                .orElseGet(() -> visitor.say(Phrase.CAMPAIGN_STANDS));
    }

    /// How much of a campaign is done, of a thousand.
    public String done(Campaign campaign) {
        double part = 1 - (double) campaign.remaining() / Math.max(1, campaign.jobs());
        return Chart.number(part * 1_000);
    }
}
