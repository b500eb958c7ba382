package dev.kiban.app.command;

import dev.kiban.app.terminal.Columns;
import dev.kiban.protos.v1.BackendShare;
import dev.kiban.protos.v1.ServiceTraffic;
import dev.kiban.protos.v1.SplitTraffic;
import dev.kiban.protos.v1.TrafficChange;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// What commands about traffic write for people.
final class TrafficText {
    private TrafficText() {}

    /// A line for each split.
    static String of(ServiceTraffic traffic) {
        if (traffic.getSplitsCount() == 0) {
            return "%s shares no traffic: no route of it has a split%n"
                    .formatted(traffic.getService());
        }
        List<List<String>> rows =
                traffic.getSplitsList().stream()
                        .map(
                                split ->
                                        List.of(
                                                split.getSplit(),
                                                shares(split.getNowList()),
                                                author(split)))
                        .toList();
        return Columns.align(rows).stream().map("%s%n"::formatted).collect(Collectors.joining());
    }

    private static String author(SplitTraffic split) {
        if (!split.hasSet()) {
            return "as defined";
        }
        Instant at = Instant.ofEpochSecond(split.getSet().getAt().getSeconds());
        String reason = split.getSet().getReason();
        return "set by %s at %s%s; defined: %s"
                .formatted(
                        split.getSet().getBy(),
                        at,
                        reason.isEmpty() ? "" : ", " + reason,
                        shares(split.getDefinedList()));
    }

    /// What was, what is, and what that does.
    static String of(TrafficChange change) {
        return "%s%n  was   %s%n  now   %s%n  %s of all users belong elsewhere now; event %d%n"
                .formatted(
                        change.getSplit(),
                        shares(change.getBeforeList()),
                        shares(change.getNowList()),
                        change.getMoved(),
                        change.getEvent());
    }

    private static String shares(List<BackendShare> shares) {
        return shares.stream()
                .map(share -> share.getBackend() + " " + share.getShare())
                .collect(Collectors.joining(", "));
    }
}
