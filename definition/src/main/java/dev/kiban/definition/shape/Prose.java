package dev.kiban.definition.shape;

import java.util.stream.Collectors;

/// Says in words what may stand where; Markdown.
public final class Prose {
    private Prose() {}

    /// All there is to say of a key in sentences, but for its default.
    public static String of(Field<?> field) {
        String meanings = meanings(field.shape());
        String value = isPlain(field.shape()) ? "It is %s.".formatted(value(field.shape())) : "";
        return "%s. %s"
                .formatted(field.description(), meanings.isEmpty() ? value : meanings)
                .strip();
    }

    /// Whether a reader learns something from what stands there that its own keys do not tell.
    private static boolean isPlain(Shape<?> shape) {
        return switch (shape) {
            case OptionalShape<?>(var inner) -> isPlain(inner);
            case ListShape<?> list -> isPlain(list.element());
            case MapShape<?> map -> isPlain(map.value());
            case TextShape<?> _, WholeShape _, NumberShape _ -> true;
            case ChoiceShape<?> choice -> choice.words().size() > 1;
            case ObjectShape<?> _, EitherShape<?> _, WordOrObjectShape<?> _ -> false;
        };
    }

    /// What stands there, as the end of a sentence.
    public static String value(Shape<?> shape) {
        return switch (shape) {
            case OptionalShape<?>(var inner) -> value(inner);
            case TextShape<?> text -> text.noun();
            case WholeShape whole -> whole.noun();
            case NumberShape number -> number.noun();
            case ChoiceShape<?> choice -> words(choice);
            case ListShape<?> list -> "a list; each element is " + value(list.element());
            case MapShape<?> map -> "a mapping; each value is " + value(map.value());
            case ObjectShape<?> object -> "a mapping: " + object.name();
            case EitherShape<?> either -> "a mapping: " + either.name();
            case WordOrObjectShape(var words, var object) ->
                    words(words) + " or a mapping: " + object.name();
        };
    }

    private static String words(ChoiceShape<?> choice) {
        return choice.words().stream()
                .map(word -> "`%s`".formatted(word.text()))
                .collect(Collectors.joining(", "));
    }

    /// What the words mean that may stand there, in sentences; empty if there is no choice.
    public static String meanings(Shape<?> shape) {
        return switch (shape) {
            case OptionalShape<?>(var inner) -> meanings(inner);
            case ChoiceShape<?> choice ->
                    choice.words().stream()
                            .filter(word -> !word.meaning().isEmpty())
                            .map(word -> "`%s`: %s.".formatted(word.text(), word.meaning()))
                            .collect(Collectors.joining(" "));
            case ListShape<?> list -> meanings(list.element());
            case WordOrObjectShape(var words, _) -> meanings(words);
            case TextShape<?> _,
                    WholeShape _,
                    NumberShape _,
                    MapShape<?> _,
                    ObjectShape<?> _,
                    EitherShape<?> _ ->
                    "";
        };
    }
}
