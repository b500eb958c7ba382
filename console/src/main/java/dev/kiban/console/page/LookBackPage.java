package dev.kiban.console.page;

import dev.kiban.console.LookBacks.Sheet;
import dev.kiban.slo.LookBackReader.ServiceLookBack;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the budgets of a service went in a quarter.
public record LookBackPage(Visitor visitor, QuarterChoice choice, Sheet sheet, DemoNotice demo) {

    public String service() {
        return sheet.service().name().value();
    }

    /// Its SLOs, in the order written.
    public List<SloReview> reviews() {
        return sheet.lookBack().stream()
                .flatMap(
                        known ->
                                known.slos().stream()
                                        .map(slo -> new SloReview(visitor, slo, known.until())))
                .toList();
    }

    /// From when to when, in days.
    public String days() {
        Figures figures = visitor.figures();
        return visitor.say(
                Phrase.ALL_OF_IT,
                figures.date(choice.window().start()),
                figures.date(choice.window().end().minusSeconds(1)),
                visitor.zone().getId());
    }

    /// How much of it has been; empty if all has.
    public String soFar() {
        return sheet.lookBack()
                .filter(known -> !known.isOver())
                .map(
                        known ->
                                isBegun(known)
                                        ? visitor.say(
                                                Phrase.SO_FAR,
                                                visitor.figures().time(known.until()))
                                        : visitor.say(Phrase.WHOLE_NOT_BEGUN))
                .orElse("");
    }

    /// The address of this page without a service: there, one can be chosen.
    public String choose() {
        Map<String, String> query = new TreeMap<>(visitor.query());
        query.remove("service");
        return Visitor.address(visitor.path(), query);
    }

    private static boolean isBegun(ServiceLookBack known) {
        return known.until().isAfter(known.quarter().start());
    }
}
