package dev.kiban.definition.yaml;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one file's bytes as YAML. After a document that is no YAML it goes on at the next `---`,
/// so that one slip does not hide what is wrong further down.
public final class YamlReader {
    private final Path file;
    private final FileProblems problems;
    private final List<Yaml> documents = new ArrayList<>();
    private boolean whole = true;

    private YamlReader(Path file, FileProblems problems) {
        this.file = file;
        this.problems = problems;
    }

    /// Reads all documents of a file.
    ///
    /// @param file how problems name the file
    /// @param bytes at most [YamlLimits#MAX_FILE_BYTES]
    public static YamlFile read(Path file, byte[] bytes, FileProblems problems) {
        return SourceText.decode(file, bytes, problems)
                .map(text -> new YamlReader(file, problems).read(text))
                .orElseGet(() -> new YamlFile(List.of(), false, ""));
    }

    private YamlFile read(String text) {
        Optional<Rest> rest = Optional.of(new Rest(text, 0));
        while (rest.isPresent() && !problems.isFull()) {
            rest = readUntilSlip(rest.get());
        }
        if (rest.isPresent()) {
            problems.breakOff();
        }
        return new YamlFile(documents, whole && rest.isEmpty(), text);
    }

    /// What is left to read, and how many lines stood before it.
    private record Rest(String text, int linesBefore) {

        /// From the next line that starts a document, at or below the given line of this rest.
        Optional<Rest> fromDocumentBelow(int line) {
            int position = 0;
            for (int at = 0; ; at++) {
                if (at > line && startsDocument(position)) {
                    return Optional.of(new Rest(text.substring(position), linesBefore + at));
                }
                int lineEnd = text.indexOf('\n', position);
                if (lineEnd < 0) {
                    return Optional.empty();
                }
                position = lineEnd + 1;
            }
        }

        private boolean startsDocument(int position) {
            return text.startsWith("---", position)
                    && (position + 3 == text.length()
                            || Character.isWhitespace(text.charAt(position + 3)));
        }
    }

    private Optional<Rest> readUntilSlip(Rest rest) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(file.toString())
                        // All at once: its reader fails on a character of two chars that starts at
                        // the end of a buffer.
                        .setBufferSize(rest.text().length() + 1)
                        .setVersionFunction(version -> version) // TreeBuilder judges it
                        .build();
        TreeBuilder tree =
                new TreeBuilder(
                        new Parse(settings).parseString(rest.text()).iterator(),
                        new Places(file, rest.linesBefore()),
                        problems);
        try {
            while (tree.hasDocument()) {
                if (documents.size() >= YamlLimits.MAX_DOCUMENTS) {
                    throw tree.refuse(
                            ProblemCode.TOO_MANY,
                            "more than %d documents in one file: split it"
                                    .formatted(YamlLimits.MAX_DOCUMENTS));
                }
                tree.nextDocument().ifPresent(documents::add);
            }
            return Optional.empty();
        } catch (YamlEngineException slip) {
            whole = false;
            return report(slip, SyntaxAdvice.placeOf(slip).or(tree::mark), rest);
        }
    }

    private Optional<Rest> report(YamlEngineException slip, Optional<Mark> mark, Rest rest) {
        Location at = new Places(file, rest.linesBefore()).at(mark);
        problems.add(
                slip instanceof Refusal refusal
                        ? refusal.problem(at)
                        : new Problem(at, ProblemCode.NOT_YAML, SyntaxAdvice.of(slip)));
        boolean goOn = !(slip instanceof Refusal refusal && refusal.isForWholeFile());
        return goOn ? rest.fromDocumentBelow(mark.map(Mark::getLine).orElse(0)) : Optional.empty();
    }
}
