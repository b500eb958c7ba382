package dev.kiban.definition.shape;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.Yaml.ScalarType;
import java.util.List;
import java.util.Optional;

/// One of a few words.
public record ChoiceShape<T>(List<Word<T>> words) implements Shape<T> {

    public ChoiceShape {
        words = List.copyOf(words);
    }

    /// One word, what it stands for, and what that means, as a sentence without a full stop.
    public record Word<T>(String text, T value, String meaning) {

        /// A word that stands for itself and needs no explanation.
        public static Word<String> plain(String text) {
            return new Word<>(text, text, "");
        }
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
