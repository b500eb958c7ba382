package dev.kiban.app.command;

import dev.kiban.app.terminal.Columns;
import dev.kiban.protos.v1.LimitStatus;
import dev.kiban.protos.v1.ListPacesReply;
import dev.kiban.protos.v1.PaceOrder;
import dev.kiban.protos.v1.PaceStatus;
import dev.kiban.protos.v1.ShareStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What commands about paces write for people.
final class PaceText {
    private PaceText() {}

    /// All paces, a line for each limit, each order, and what is seen of it.
    static String of(ListPacesReply reply) {
        if (reply.getPacesCount() == 0) {
            return "no pace is defined that is yours%n".formatted();
        }
        return reply.getPacesList().stream().map(PaceText::of).collect(Collectors.joining());
    }

    /// The same of one.
    static String of(PaceStatus pace) {
        return Stream.of(Columns.align(rows(pace)), PaceSightText.lines(pace))
                .flatMap(List::stream)
                .map("%s%n"::formatted)
                .collect(Collectors.joining());
    }

    private static List<List<String>> rows(PaceStatus pace) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        pace.getPace(),
                        pace.getPaused() ? "PAUSED" : "",
                        "of " + pace.getOwner(),
                        ""));
        pace.getLimitsList().forEach(limit -> rows.add(row(limit)));
        pace.getSharesList().forEach(share -> rows.add(row(share)));
        pace.getOrdersList().forEach(order -> rows.add(row(order)));
        return rows;
    }

    private static List<String> row(LimitStatus limit) {
        boolean moved = !limit.getAllowed().equals(limit.getDefined());
        return List.of(
                "  limit " + limit.getLimit(),
                limit.getAllowed(),
                moved ? "defined: " + limit.getDefined() : "as defined",
                "");
    }

    private static List<String> row(ShareStatus share) {
        boolean moved = !share.getAllowed().equals(share.getDefined());
        String defined = share.getDefined().isEmpty() ? "0%" : share.getDefined();
        return List.of(
                "  share " + share.getValue(),
                share.getAllowed(),
                moved ? "defined: " + defined : "as defined",
                "");
    }

    private static List<String> row(PaceOrder order) {
        Instant at = Instant.ofEpochSecond(order.getAt().getSeconds());
        String reason = order.getReason().isEmpty() ? "" : ", " + order.getReason();
        return List.of(
                "  order " + order.getEvent(),
                order.getOrder(),
                "by %s at %s%s".formatted(order.getBy(), at, reason),
                order.hasUntil()
                        ? "until " + Instant.ofEpochSecond(order.getUntil().getSeconds())
                        : "until somebody ends it");
    }
}
