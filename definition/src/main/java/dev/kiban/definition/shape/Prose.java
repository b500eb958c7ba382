package dev.kiban.definition.shape;

import java.util.stream.Collectors;

/// Says in sentences what a key is for and what may stand there; Markdown.
public final class Prose {
    private Prose() {}

    /// All there is to know of a key, but for its default.
    public static String of(Field<?> field) {
        String more = more(field.shape());
        return field.description() + "." + (more.isEmpty() ? "" : " " + more);
    }

    private static String more(Shape<?> shape) {
        return switch (shape) {
            case OptionalShape<?>(var inner) -> more(inner);
            case TextShape<?> text -> sentence(text.noun());
            case WholeShape whole -> sentence(whole.noun());
            case ChoiceShape<?> choice ->
                    choice.words().stream()
                            .filter(word -> !word.meaning().isEmpty())
                            .map(word -> "`%s`: %s.".formatted(word.text(), word.meaning()))
                            .collect(Collectors.joining(" "));
            case ListShape<?> list -> more(list.element());
            case MapShape<?> map -> more(map.value());
            case ObjectShape<?> _, EitherShape<?> _ -> "";
        };
    }

    private static String sentence(String noun) {
        return Character.toUpperCase(noun.charAt(0)) + noun.substring(1) + ".";
    }
}
