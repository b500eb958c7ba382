package dev.kiban.app.budget;

import dev.kiban.kernel.Json;
import dev.kiban.slo.Finding;
import dev.kiban.slo.Finding.AlertWithoutSpend;
import dev.kiban.slo.Finding.SpendWithoutAlert;
import dev.kiban.slo.Finding.TooLoose;
import dev.kiban.slo.LookBack.Cause;
import dev.kiban.slo.LookBack.Part;
import dev.kiban.slo.LookBackReader.ServiceLookBack;
import dev.kiban.slo.Quarter;
import dev.kiban.slo.Reading.Measured;
import dev.kiban.slo.SloLookBack;
import dev.kiban.slo.TierName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A look-back for people and programs.
public record LookBackText(Quarter quarter, ZoneId zone, ServiceLookBack lookBack) {

    /// What took each budget, and what to change. Causes that took nothing are left out.
    public String lines() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%s in %s%s%n"
                        .formatted(
                                zone,
                                quarter,
                                lookBack.isOver() ? "" : ", until " + lookBack.until()));
        lookBack.slos().forEach(slo -> append(slo, text));
        return text.toString();
    }

    private void append(SloLookBack slo, StringBuilder text) {
        text.append(
                "%s %s: %s of the quarter's budget is spent, %s measured%n"
                        .formatted(
                                slo.slo().service(),
                                slo.slo().slo().name(),
                                slo.budget().isBlind() ? "unknown" : slo.budget().spent().percent(),
                                slo.budget().coverage().percent()));
        slo.parts().stream()
                .filter(part -> part.bad() > 0)
                .forEach(
                        part ->
                                text.append(
                                        "  %8s  %8d bad  %s%n"
                                                .formatted(
                                                        part.spent().percent(),
                                                        part.bad(),
                                                        words(part.cause()))));
        slo.findings().forEach(finding -> text.append("  change: %s%n".formatted(words(finding))));
    }

    private static String words(Cause cause) {
        return switch (cause) {
            case Cause.Alert(List<TierName> tiers, Instant start, Instant end) ->
                    "alert %s, %s to %s".formatted(words(tiers), start, end);
            case Cause.Release(String summary, Instant start, _) ->
                    "release %s, %s".formatted(start, safe(summary));
            case Cause.Unattributed _ -> "nothing that is known";
        };
    }

    private String words(Finding finding) {
        return switch (finding) {
            case TooLoose loose ->
                    "the objective is loose: %s of its budget was gone at most; %s would have been kept too, with %s gone at most"
                            .formatted(
                                    loose.peak().percent(),
                                    loose.next(),
                                    loose.peakOfNext().percent());
            case SpendWithoutAlert blind ->
                    "spend without alert: %s of the quarter's budget, %s of it on %s"
                            .formatted(
                                    blind.spent().percent(),
                                    blind.worst().percent(),
                                    LocalDate.ofInstant(blind.worstDay().start(), zone));
            case AlertWithoutSpend(Cause.Alert alert) ->
                    "alert without spend: %s".formatted(words(alert));
        };
    }

    private static String words(List<TierName> tiers) {
        return tiers.stream().map(TierName::toString).collect(Collectors.joining(", "));
    }

    /// Who went around the ledger may have put in what moves a terminal's cursor.
    private static String safe(String text) {
        return text.replaceAll("\\p{Cntrl}", "\ufffd");
    }

    /// All causes, with shares as decimals of a budget: 1 is all of it.
    public Json json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("quarter", Json.text(quarter.toString()));
        members.put("start", Json.text(lookBack.quarter().start().toString()));
        members.put("end", Json.text(lookBack.quarter().end().toString()));
        members.put("until", Json.text(lookBack.until().toString()));
        members.put("slos", Json.array(lookBack.slos().stream().map(LookBackText::json).toList()));
        return Json.object(members);
    }

    private static Json json(SloLookBack slo) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("service", Json.text(slo.slo().service().value()));
        members.put("slo", Json.text(slo.slo().slo().name().value()));
        members.put("objective", Json.text(slo.slo().slo().objective().target().toString()));
        if (slo.budget().reading() instanceof Measured(long good, long valid)) {
            members.put("valid", Json.number(valid));
            members.put("bad", Json.number(valid - good));
        }
        members.put("isKnown", Json.bool(!slo.budget().isBlind()));
        members.put("coverage", Json.text(slo.budget().coverage().toString()));
        members.put("spent", Json.text(slo.budget().spent().toString()));
        members.put("parts", Json.array(slo.parts().stream().map(LookBackText::json).toList()));
        members.put(
                "findings", Json.array(slo.findings().stream().map(LookBackText::json).toList()));
        return Json.object(members);
    }

    private static Json json(Part part) {
        Map<String, Json> members = json(part.cause());
        members.put("bad", Json.number(part.bad()));
        members.put("spent", Json.text(part.spent().toString()));
        return Json.object(members);
    }

    private static Map<String, Json> json(Cause cause) {
        Map<String, Json> members = new LinkedHashMap<>();
        switch (cause) {
            case Cause.Alert(List<TierName> tiers, Instant start, Instant end) -> {
                members.put("cause", Json.text("alert"));
                members.put("tiers", Json.texts(tiers.stream().map(TierName::toString).toList()));
                members.put("start", Json.text(start.toString()));
                members.put("end", Json.text(end.toString()));
            }
            case Cause.Release(String summary, Instant start, Instant end) -> {
                members.put("cause", Json.text("release"));
                members.put("summary", Json.text(summary));
                members.put("start", Json.text(start.toString()));
                members.put("end", Json.text(end.toString()));
            }
            case Cause.Unattributed _ -> members.put("cause", Json.text("unattributed"));
        }
        return members;
    }

    private static Json json(Finding finding) {
        Map<String, Json> members = new LinkedHashMap<>();
        switch (finding) {
            case TooLoose(var peak, var next, var peakOfNext) -> {
                members.put("finding", Json.text("too-loose"));
                members.put("peak", Json.text(peak.toString()));
                members.put("next", Json.text(next.toString()));
                members.put("peakOfNext", Json.text(peakOfNext.toString()));
            }
            case SpendWithoutAlert(long bad, var spent, var worstDay, var worst) -> {
                members.put("finding", Json.text("spend-without-alert"));
                members.put("bad", Json.number(bad));
                members.put("spent", Json.text(spent.toString()));
                members.put("worstDay", Json.text(worstDay.start().toString()));
                members.put("worst", Json.text(worst.toString()));
            }
            case AlertWithoutSpend(Cause.Alert alert) -> {
                members.put("finding", Json.text("alert-without-spend"));
                members.put("alert", Json.object(json(alert)));
            }
        }
        return Json.object(members);
    }
}
