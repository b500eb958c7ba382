package dev.kiban.transcode;

import dev.kiban.transcode.JsonOptions.UnknownFields;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A place in a JSON text, and what one call of [JsonToWire] keeps while it reads.
final class JsonCursor {

    /// A depth that no object has.
    private static final int NOWHERE = -1;

    private static final int MAX_SHOWN = 200;
    private static final long LOOK_AHEAD_FACTOR = 4;
    private static final long MIN_LOOK_AHEAD = 1 << 20;

    final byte[] bytes;
    final int end;
    int pos;
    private final int start;

    final SeenFields seen = new SeenFields();

    /// Where to note the fields that are set; exchanged for one that ignores them where there are
    /// no paths.
    PresentPaths present;

    /// At which depth an object may have the key `@type`, because it is an `Any`.
    int typeKeyDepth = NOWHERE;

    /// Whether it had that key.
    boolean typeKeySeen;

    /// Whether enum names that are not known are to be left out.
    final boolean ignoresUnknown;

    private final int maxDepth;
    private int depth;
    private @Nullable ByteSink scratch;

    /// How many more bytes may be read twice, to look ahead. Each level may do so again.
    private long lookAhead;

    JsonCursor(Slice json, JsonOptions options, int maxDepth, PresentPaths present) {
        this.ignoresUnknown = options.unknownFields() == UnknownFields.IGNORE;
        this.bytes = json.bytes;
        this.pos = json.from;
        this.start = json.from;
        this.end = json.to;
        this.maxDepth = maxDepth;
        this.present = present;
        this.lookAhead = Math.max(LOOK_AHEAD_FACTOR * (end - pos), MIN_LOOK_AHEAD);
    }

    /// How many bytes of the JSON come before the cursor, for a message.
    int offset() {
        return pos - start;
    }

    /// Where a token is put that cannot be used as it is written: valid until the next one.
    ByteSink scratch() {
        if (scratch == null) {
            scratch = new ByteSink(end);
        }
        return scratch.reset();
    }

    /// To be called after looking ahead, which ended here.
    ///
    /// @param from where it began
    void payForLookAhead(int from) {
        lookAhead -= pos - from;
        if (lookAhead < 0) {
            throw Refusal.tooLarge("too much comes before the '@type' of an Any: put it first");
        }
    }

    /// Skips whitespace and looks at what follows.
    byte peek() {
        int at = pos;
        if (at < end) {
            byte next = bytes[at];
            if (next > ' ') {
                return next;
            }
        }
        return skipSpace();
    }

    private byte skipSpace() {
        while (pos < end && isSpace(bytes[pos])) {
            pos++;
        }
        if (pos == end) {
            throw Refusal.invalid("the JSON ends too early");
        }
        return bytes[pos];
    }

    private static boolean isSpace(byte value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }

    /// Steps into an object or a list.
    void open(char bracket) {
        if (peek() != bracket) {
            throw unexpected(bracket == '{' ? "an object" : "a list");
        }
        pos++;
        descend();
    }

    /// Counts an object or a list that was stepped into.
    void descend() {
        if (++depth > maxDepth) {
            throw Refusal.invalid("nested deeper than " + maxDepth + " levels");
        }
    }

    int depth() {
        return depth;
    }

    /// Steps out of an object or a list, after [#isClosed] or [#hasMore] said that it ends.
    void leave() {
        depth--;
    }

    /// Directly after [#open]: whether there is nothing in it.
    boolean isClosed(char bracket) {
        if (peek() == bracket) {
            pos++;
            return true;
        }
        return false;
    }

    /// After an element: steps over the comma, or over the closing bracket.
    boolean hasMore(char bracket) {
        byte next = peek();
        if (next == ',') {
            pos++;
            return true;
        }
        if (next == bracket) {
            pos++;
            return false;
        }
        throw syntax("expected ',' or '" + bracket + "'");
    }

    void colon() {
        if (peek() != ':') {
            throw syntax("expected ':'");
        }
        pos++;
    }

    /// Steps over these few bytes if they are what follows.
    boolean consume(byte[] expected) {
        int to = pos + expected.length;
        if (to > end) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[pos + i] != expected[i]) {
                return false;
            }
        }
        pos = to;
        return true;
    }

    /// Steps over `true`, `false` or `null`.
    void literal(byte[] expected) {
        if (!consume(expected)) {
            throw syntax("expected '" + new String(expected, StandardCharsets.US_ASCII) + "'");
        }
    }

    /// To be called at the end: nothing may follow.
    void requireEnd() {
        while (pos < end && isSpace(bytes[pos])) {
            pos++;
        }
        if (pos < end) {
            throw syntax("expected the end of the JSON");
        }
    }

    /// The value that follows is of another kind than the field wants.
    Refusal unexpected(String wanted) {
        return Refusal.invalid(describe() + " is not " + wanted);
    }

    /// The JSON itself is broken here.
    Refusal syntax(String wanted) {
        String found = pos < end ? "'" + printable(pos, characterEnd(pos)) + "'" : "the end";
        return Refusal.invalid(
                "broken JSON at byte " + offset() + ": " + wanted + ", found " + found);
    }

    /// The string that starts at this quote, as it is written, for a message.
    String shownString(int quote) {
        return printable(quote + 1, stringEnd(quote + 1));
    }

    /// The value that follows, for a message.
    private String describe() {
        if (pos >= end) {
            return "the end of the JSON";
        }
        return switch (bytes[pos]) {
            case '{' -> "an object";
            case '[' -> "a list";
            case '"' -> Refusal.quote(shownString(pos));
            default -> Refusal.quote(printable(pos, tokenEnd(pos)));
        };
    }

    private String printable(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private int characterEnd(int at) {
        int length = bytes[at] >= 0 ? 1 : Math.max(1, Utf8.sequenceLength(bytes, at, end));
        return at + length;
    }

    private int stringEnd(int from) {
        int at = from;
        while (at < end && at - from < MAX_SHOWN && bytes[at] != '"') {
            at += bytes[at] == '\\' && at + 1 < end ? 2 : 1;
        }
        return at;
    }

    private int tokenEnd(int from) {
        int at = from;
        while (at < end && at - from < MAX_SHOWN && ",]}: \t\r\n".indexOf(bytes[at]) < 0) {
            at++;
        }
        return Math.max(at, Math.min(from + 1, end));
    }
}
