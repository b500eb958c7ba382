package dev.kiban.pace.reception;

import dev.kiban.pace.Ask;
import dev.kiban.pace.Priority;
import dev.kiban.pace.plan.Question;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// Reads asks from what callers say.
final class AskReader {
    private static final int MAX_COST_DIGITS = 9;

    /// What is longer is cut: nobody can have us remember megabytes.
    private static final int MAX_LENGTH = 256;

    private AskReader() {}

    /// What was said, understood or not.
    sealed interface Reading {
        record Understood(Ask ask) implements Reading {}

        record NotUnderstood(Refusal refusal) implements Reading {}
    }

    /// @param caller a name of their own; empty if anybody may ask
    static Reading read(Question question, String caller, Said said) {
        OptionalInt cost = cost(question, said);
        if (cost.isEmpty()) {
            return new Reading.NotUnderstood(
                    Refusal.invalid(
                            "'%s' must be a whole number from 1"
                                    .formatted(question.cost().orElse("cost"))));
        }
        return new Reading.Understood(
                new Ask(
                        question.pace(),
                        keys(question, said),
                        cost.getAsInt(),
                        priority(question, said),
                        question.tenant().map(header -> value(header, said)).orElse(""),
                        idempotencyKey(caller, said)));
    }

    private static List<String> keys(Question question, Said said) {
        List<String> headers = question.keys();
        return switch (headers.size()) { // one header is usual, and a stream dear
            case 0 -> List.of();
            case 1 -> List.of(value(headers.getFirst(), said));
            default -> headers.stream().map(header -> value(header, said)).toList();
        };
    }

    /// Empty if it is no cost.
    private static OptionalInt cost(Question question, Said said) {
        String text = question.cost().map(header -> said.headers().apply(header)).orElse("");
        if (text.isEmpty()) {
            return OptionalInt.of(1);
        }
        boolean isNumber =
                text.length() <= MAX_COST_DIGITS
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int cost = isNumber ? Integer.parseInt(text) : 0;
        return cost < 1 ? OptionalInt.empty() : OptionalInt.of(cost);
    }

    /// What nobody knows is normal.
    private static Priority priority(Question question, Said said) {
        if (question.priority().isEmpty()) {
            return Priority.NORMAL;
        }
        return switch (value(question.priority().get(), said).toLowerCase(Locale.ROOT)) {
            case "high" -> Priority.HIGH;
            case "low" -> Priority.LOW;
            default -> Priority.NORMAL;
        };
    }

    /// Nobody can ask with the key of another caller.
    private static String idempotencyKey(String caller, Said said) {
        String key = said.idempotencyKey();
        return key.isEmpty() ? "" : caller + '\n' + cut(key);
    }

    private static String value(String header, Said said) {
        return cut(said.headers().apply(header));
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
