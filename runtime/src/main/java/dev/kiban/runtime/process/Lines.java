package dev.kiban.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/// Cuts an output into lines. What a program writes is not ours to trust: a line without end comes
/// in pieces, and control characters, which could repaint the terminal, are left out.
final class Lines {
    static final int MAX_LENGTH = 8_192;

    private Lines() {}

    /// Reads to the end.
    static void read(InputStream in, Consumer<String> lines) {
        StringBuilder line = new StringBuilder();
        try (Reader reader = new InputStreamReader(in, UTF_8)) {
            int c;
            while ((c = reader.read()) >= 0) {
                if (c == '\n' || line.length() == MAX_LENGTH) {
                    lines.accept(line.toString());
                    line.setLength(0);
                }
                if (c == '\t' || !Character.isISOControl(c)) {
                    line.append((char) c);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!line.isEmpty()) {
                lines.accept(line.toString());
            }
        }
    }
}
