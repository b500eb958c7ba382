package dev.kiban.runtime.telemetry.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/// One line per record: time, level, message, `key=value`…; values with blanks or specials are
/// quoted and escaped as in JSON. A stack trace follows on lines of its own, indented, so that no
/// text can pose as a record.
final class LogFormatter extends Formatter {
    private static final int MAX_VALUE_LENGTH = 2_000;
    private static final int MAX_TRACE_LINES = 200;

    @Override
    public String format(LogRecord entry) {
        StringBuilder line = new StringBuilder(160);
        line.append(instant(entry)).append(' ');
        line.append("%-5s ".formatted(LogLevel.of(entry.getLevel())));
        appendText(line, formatMessage(entry));
        if (entry.getParameters() instanceof Fact[] facts) {
            for (Fact fact : facts) {
                line.append(' ').append(fact.key().text()).append('=');
                appendValue(line, String.valueOf(fact.value()));
            }
        }
        line.append('\n');
        Throwable thrown = entry.getThrown();
        if (thrown != null) {
            appendTrace(line, thrown);
        }
        return line.toString();
    }

    /// Our messages are constants and taken as they are; those of libraries may have `{0}` in them.
    @Override
    public String formatMessage(LogRecord entry) {
        if (entry.getParameters() instanceof Fact[]) {
            return entry.getMessage();
        }
        String message = super.formatMessage(entry);
        return message == null ? "" : message;
    }

    private static Instant instant(LogRecord entry) {
        return entry.getInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void appendValue(StringBuilder line, String value) {
        if (isPlain(value)) {
            line.append(value);
            return;
        }
        line.append('"');
        appendText(line, value.replace("\\", "\\\\").replace("\"", "\\\""));
        line.append('"');
    }

    private static boolean isPlain(String value) {
        if (value.isEmpty() || value.length() > MAX_VALUE_LENGTH) {
            return false;
        }
        return value.chars()
                .allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\');
    }

    private static void appendText(StringBuilder line, String text) {
        int end = Math.min(text.length(), MAX_VALUE_LENGTH);
        for (int i = 0; i < end; i++) {
            appendVisible(line, text.charAt(i));
        }
        if (end < text.length()) {
            line.append('…');
        }
    }

    private static void appendVisible(StringBuilder line, char c) {
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isInvisible(c)) {
                    line.append("\\u%04x".formatted((int) c));
                } else {
                    line.append(c);
                }
            }
        }
    }

    /// Control characters and those that reorder or hide text: they could make one line look like
    /// another.
    private static boolean isInvisible(char c) {
        return Character.isISOControl(c)
                || switch (Character.getType(c)) {
                    case Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR ->
                            true;
                    default -> false;
                };
    }

    private static void appendTrace(StringBuilder line, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        trace.toString()
                .lines()
                .limit(MAX_TRACE_LINES)
                .forEach(
                        frame -> {
                            line.append("    ");
                            appendText(line, frame.replace("\t", "    "));
                            line.append('\n');
                        });
    }
}
