package dev.kiban.definition.shape;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.Yaml.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One of a few words.
public record ChoiceShape<T>(List<Word<T>> words) implements Shape<T> {

    public ChoiceShape {
        words = List.copyOf(words);
    }

    /// One word, what it stands for, and what that means: a sentence without a full stop, or
    /// nothing if the word says it all.
    public record Word<T>(String text, T value, String meaning) {}

    /// A choice of one word, to be followed by [#or].
    public static <T> ChoiceShape<T> of(String text, T value, String meaning) {
        return new ChoiceShape<>(List.of(new Word<>(text, value, meaning)));
    }

    /// A choice of words that stand for themselves.
    public static ChoiceShape<String> of(String... words) {
        return new ChoiceShape<>(
                Arrays.stream(words).map(word -> new Word<>(word, word, "")).toList());
    }

    /// This choice, with one more word.
    public ChoiceShape<T> or(String text, T value, String meaning) {
        List<Word<T>> more = new ArrayList<>(words);
        more.add(new Word<>(text, value, meaning));
        return new ChoiceShape<>(more);
    }

    @Override
    public Optional<T> read(Yaml value, Reading reading) {
        if (!(value instanceof Yaml.Scalar(ScalarType type, String text, Location at))
                || type != ScalarType.TEXT) {
            reading.reportWrongType(value, "one of " + String.join(", ", texts()), "");
            return Optional.empty();
        }
        Optional<T> choice =
                words.stream()
                        .filter(word -> word.text().equals(text))
                        .map(Word::value)
                        .findFirst();
        if (choice.isEmpty()) {
            reading.reportUnfit(at, new Misfit(text, texts()));
        }
        return choice;
    }

    List<String> texts() {
        return words.stream().map(Word::text).toList();
    }
}
