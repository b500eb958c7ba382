package dev.kiban.app.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiban.definition.Definitions;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The lines of several programs in one terminal, each with the name of its program before it.
public final class LabelledLines {
    private final Terminal terminal;
    private final int width;

    private LabelledLines(Terminal terminal, int width) {
        this.terminal = terminal;
        this.width = width;
    }

    /// With room for the names of all services.
    public static LabelledLines of(Definitions definitions, Terminal terminal) {
        return new LabelledLines(
                terminal,
                Stream.concat(
                                Stream.of("gateway"),
                                definitions.services().stream()
                                        .map(service -> service.name().value()))
                        .mapToInt(String::length)
                        .max()
                        .orElseThrow());
    }

    public void print(String label, String line) {
        PrintWriter out = terminal.out();
        String padded = label + " ".repeat(width - label.length());
        out.println(terminal.colours().faint(padded + " │") + " " + line);
        out.flush();
    }

    /// Labels what is written, line by line.
    ///
    /// @param shown which lines people want to see
    public OutputStream stream(String label, Predicate<String> shown) {
        return new OutputStream() {
            private final ByteArrayOutputStream line = new ByteArrayOutputStream();

            @Override
            public void write(int b) {
                if (b != '\n') {
                    line.write(b);
                    return;
                }
                String text = line.toString(UTF_8);
                if (shown.test(text)) {
                    print(label, text);
                }
                line.reset();
            }
        };
    }
}
