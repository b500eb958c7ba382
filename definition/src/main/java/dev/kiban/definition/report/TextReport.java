package dev.kiban.definition.report;

import dev.kiban.definition.Location;
import dev.kiban.definition.Masked;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Problems as a compiler shows them:
///
/// ``` item.yaml:12:5: KB201 unknown key 'descriptorset'; did you mean 'descriptorSet'? 12 |
/// descriptorset: item.binpb
/// |     ^ = allowed: descriptorSet, reflection
/// ```
///
/// What users wrote is shown without control characters, so that no definition can drive a
/// terminal.
public final class TextReport {
    private static final int MAX_ALLOWED_SHOWN = 20;

    private final Colours colours;
    private final SourceLines lines = new SourceLines();

    /// Lines with something that may be a secret, whatever else is wrong in them.
    private final Set<Line> hidden;

    private TextReport(Colours colours, Set<Line> hidden) {
        this.colours = colours;
        this.hidden = hidden;
    }

    private record Line(Path file, int number) {
        static Line of(Problem problem) {
            return new Line(problem.at().file(), problem.at().line());
        }
    }

    /// All problems, a blank line after each.
    public static String of(List<Problem> problems, Colours colours) {
        Set<Line> hidden =
                problems.stream()
                        .filter(problem -> problem.code() == ProblemCode.SECRET)
                        .map(Line::of)
                        .collect(Collectors.toUnmodifiableSet());
        TextReport report = new TextReport(colours, hidden);
        return problems.stream().map(report::show).collect(Collectors.joining("\n"));
    }

    private String show(Problem problem) {
        Location at = problem.at();
        StringBuilder out = new StringBuilder();
        out.append(colours.strong(printable(at + ":")))
                .append(' ')
                .append(colours.bad(problem.code().id()))
                .append(' ')
                .append(printable(problem.message()))
                .append('\n');
        Optional<Excerpt> excerpt = excerpt(problem);
        excerpt.ifPresent(
                e -> {
                    gutter("%5d |".formatted(at.line()), printable(e.line()), out);
                    gutter("      |", e.padding() + colours.bad("^"), out);
                });
        if (!problem.allowed().isEmpty()) {
            gutter("      =", "allowed: " + printable(allowed(problem)), out);
        }
        return out.toString();
    }

    private Optional<Excerpt> excerpt(Problem problem) {
        return hidden.contains(Line.of(problem))
                ? Optional.empty()
                : lines.at(problem.at())
                        .map(line -> Excerpt.of(Masked.passwords(line), problem.at().column()));
    }

    private void gutter(String gutter, String text, StringBuilder out) {
        out.append(colours.faint(gutter)).append(' ').append(text).append('\n');
    }

    private static String allowed(Problem problem) {
        List<String> words = problem.allowed();
        String shown =
                String.join(", ", words.subList(0, Math.min(words.size(), MAX_ALLOWED_SHOWN)));
        int more = words.size() - MAX_ALLOWED_SHOWN;
        return more > 0 ? "%s and %d more".formatted(shown, more) : shown;
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || isDirectional(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// Characters that turn the direction of text around can make a line look like another one.
    private static boolean isDirectional(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
