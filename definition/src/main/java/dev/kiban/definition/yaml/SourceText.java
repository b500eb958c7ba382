package dev.kiban.definition.yaml;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Turns bytes into text: UTF-8 without errors, and only characters that YAML allows. A byte order
/// mark at the start is passed over, for editors that write one.
final class SourceText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    static Optional<String> decode(Path file, byte[] bytes, FileProblems problems) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            problems.add(
                    new Problem(
                            endOf(text, file),
                            ProblemCode.NOT_TEXT,
                            "byte 0x%02x is not UTF-8: save the file as UTF-8"
                                    .formatted(bytes[in.position()])));
            return Optional.empty();
        }
        OptionalInt forbidden = forbiddenCharacter(text);
        if (forbidden.isPresent()) {
            problems.add(
                    new Problem(
                            endOf(text.substring(0, forbidden.getAsInt()), file),
                            ProblemCode.NOT_TEXT,
                            "control character U+%04X cannot stand in YAML: remove it"
                                    .formatted(text.codePointAt(forbidden.getAsInt()))));
            return Optional.empty();
        }
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return Optional.of(marked ? text.substring(1) : text);
    }

    private static OptionalInt forbiddenCharacter(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!StreamReader.isPrintable(text.codePointAt(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /// The place right after a text.
    private static Location endOf(String text, Path file) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        String lastLine = text.substring(text.lastIndexOf('\n') + 1);
        return new Location(file, line, 1 + lastLine.codePointCount(0, lastLine.length()));
    }
}
