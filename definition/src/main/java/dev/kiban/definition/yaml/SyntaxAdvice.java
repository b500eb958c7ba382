package dev.kiban.definition.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Says in plain words what the parser's messages mean for someone who writes definitions.
final class SyntaxAdvice {
    private record Advice(String sign, String meaning) {}

    /// The first whose sign is in the parser's message.
    private static final List<Advice> ADVICE =
            List.of(
                    new Advice("(TAB)", "a tab cannot indent: use spaces"),
                    new Advice(
                            "cannot start any token",
                            "text cannot start with this character: put it in quotes"),
                    new Advice(
                            "mapping values are not allowed here",
                            "unexpected ':': put text that contains ': ' in quotes, or look for a missing ':' or wrong indentation above"),
                    new Advice(
                            "could not find expected ':'",
                            "expected ':' after a key: mend the line, or its indentation"),
                    new Advice(
                            "sequence entries are not allowed here",
                            "unexpected '- ': start the list on a line of its own"),
                    new Advice(
                            "expected <block end>",
                            "does not line up with the lines above: mend the indentation"),
                    new Advice("expected ',' or ']'", "expected ',' or ']' in the list"),
                    new Advice("expected ',' or '}'", "expected ',' or '}' in the mapping"),
                    new Advice("found unexpected end of stream", "this quote is never closed"),
                    new Advice(
                            "found '<stream end>'",
                            "the file ends too early: a '[' or '{' is never closed"),
                    new Advice(
                            "found unexpected document separator",
                            "this quote is not closed before the next document"),
                    new Advice(
                            "unknown escape character",
                            "unknown escape: in \"double quotes\" write \\\\ for a backslash, or use 'single quotes'"),
                    new Advice(
                            "while scanning an a",
                            "text cannot start with this character: put it in quotes"));

    private SyntaxAdvice() {}

    static String of(YamlEngineException slip) {
        String problem =
                slip instanceof MarkedYamlEngineException marked
                        ? marked.getProblem()
                        : String.valueOf(slip.getMessage());
        String context =
                slip instanceof MarkedYamlEngineException marked && marked.getContext() != null
                        ? marked.getContext()
                        : "";
        return ADVICE.stream()
                .filter(advice -> (context + " " + problem).contains(advice.sign()))
                .map(Advice::meaning)
                .findFirst()
                .orElse("not YAML: " + problem);
    }

    /// Where to look, if the parser says so: where a quote was opened rather than where the text
    /// ended.
    static Optional<Mark> placeOf(YamlEngineException slip) {
        if (!(slip instanceof MarkedYamlEngineException marked)) {
            return Optional.empty();
        }
        boolean unclosed = of(slip).startsWith("this quote");
        return unclosed
                ? marked.getContextMark().or(marked::getProblemMark)
                : marked.getProblemMark().or(marked::getContextMark);
    }
}
