package dev.kiban.transcode.http;

import dev.kiban.transcode.Refusal;
import java.util.Arrays;

/// Cuts a stream of JSON into its elements while it arrives, chunk by chunk: NDJSON, or one array.
///
/// It only finds where each element starts and ends; whether the element is JSON at all is for the
/// codec to say. An element that lies in one chunk is not copied; one that is cut by the end of a
/// chunk is kept, up to a limit, until the rest is there.
///
/// ```java
/// JsonElements elements = new JsonElements(JsonElements.Form.ARRAY_OR_LINES, 4 << 20);
/// while (more chunks) elements.feed(chunk, 0, chunk.length, call::send);
/// elements.end(call::send);
/// ```
///
/// For one stream and one thread. After a [Refusal] it is of no more use.
public final class JsonElements {

    /// Takes an element.
    @FunctionalInterface
    public interface Receiver {
        /// Takes the bytes from `from` to before `to`; they are valid only during the call.
        void element(byte[] bytes, int from, int to);
    }

    /// How the elements of a stream are laid out.
    public enum Form {
        /// Values with line breaks or other white space between them.
        LINES,
        /// One array, if the first character is `[`; else as [#LINES].
        ARRAY_OR_LINES
    }

    /// What may come next, outside of an element.
    private enum Next {
        ARRAY_OR_ELEMENT,
        ELEMENT_OR_END,
        ELEMENT_OR_CLOSE,
        ELEMENT,
        COMMA_OR_CLOSE,
        END
    }

    private static final byte[] NONE = {};

    private final int maxElementBytes;
    private final JsonExtent extent = new JsonExtent();
    private Next next;
    private boolean inArray;
    private boolean inElement;
    private byte[] kept = NONE;
    private int keptLength;

    /// @param maxElementBytes the largest element that is let through
    public JsonElements(Form form, int maxElementBytes) {
        this.maxElementBytes = maxElementBytes;
        this.next = form == Form.LINES ? Next.ELEMENT_OR_END : Next.ARRAY_OR_ELEMENT;
    }

    /// Takes a chunk and hands on the elements that end in it.
    ///
    /// @param to the index after the last byte
    /// @throws Refusal if the layout is broken or an element is too large
    public void feed(byte[] chunk, int from, int to, Receiver receiver) {
        int at = from;
        while (at < to) {
            at =
                    inElement
                            ? element(chunk, at, at, to, receiver)
                            : between(chunk, at, to, receiver);
        }
    }

    /// Takes the end of the stream, which can be the end of the last element.
    ///
    /// @throws Refusal if the stream ends within an element or an array
    public void end(Receiver receiver) {
        if (inElement && !inArray && extent.mayEnd()) {
            emit(NONE, 0, 0, receiver);
        }
        if (inElement) {
            throw Refusal.invalid("the JSON ends within an element");
        }
        if (inArray && next != Next.END) {
            throw Refusal.invalid("the array of elements is not closed, expected ']'");
        }
    }

    /// Takes what is between elements, and then the element that follows.
    private int between(byte[] chunk, int from, int to, Receiver receiver) {
        int at = from;
        while (at < to && !inElement) {
            if (!isSpace(chunk[at])) {
                token(chunk[at]);
            }
            at++;
        }
        return inElement ? element(chunk, at - 1, at, to, receiver) : at;
    }

    private void token(byte b) {
        switch (next) {
            case ARRAY_OR_ELEMENT -> {
                inArray = b == '[';
                next = inArray ? Next.ELEMENT_OR_CLOSE : Next.ELEMENT_OR_END;
                if (!inArray) {
                    begin(b);
                }
            }
            case ELEMENT_OR_CLOSE -> {
                if (b == ']') {
                    next = Next.END;
                } else {
                    begin(b);
                }
            }
            case ELEMENT, ELEMENT_OR_END -> begin(b);
            case COMMA_OR_CLOSE -> {
                if (b != ',' && b != ']') {
                    throw Refusal.invalid("expected ',' or ']' after an element of the array");
                }
                next = b == ',' ? Next.ELEMENT : Next.END;
            }
            case END -> throw Refusal.invalid("unexpected text after the end of the array");
        }
    }

    private void begin(byte first) {
        if (first == ',' || first == ']' || first == '}') {
            throw Refusal.invalid("expected an element, found '" + (char) first + "'");
        }
        extent.begin(first);
        inElement = true;
    }

    /// @param from where the element, or the rest of it, starts
    /// @param at the first byte that was not looked at
    private int element(byte[] chunk, int from, int at, int to, Receiver receiver) {
        int end = extent.end(chunk, at, to);
        int stop = end < 0 ? to : end;
        if (keptLength + (long) (stop - from) > maxElementBytes) {
            throw Refusal.tooLarge("an element is larger than " + maxElementBytes + " bytes");
        }
        if (end < 0) {
            keep(chunk, from, to);
        } else {
            emit(chunk, from, end, receiver);
        }
        return stop;
    }

    private void emit(byte[] chunk, int from, int to, Receiver receiver) {
        inElement = false;
        if (inArray) {
            next = Next.COMMA_OR_CLOSE;
        }
        if (keptLength == 0) {
            receiver.element(chunk, from, to);
            return;
        }
        keep(chunk, from, to);
        int length = keptLength;
        keptLength = 0;
        receiver.element(kept, 0, length);
    }

    private void keep(byte[] chunk, int from, int to) {
        int length = keptLength + to - from;
        if (length > kept.length) {
            kept =
                    Arrays.copyOf(
                            kept, Math.max(length, Math.min(2 * kept.length, maxElementBytes)));
        }
        System.arraycopy(chunk, from, kept, keptLength, to - from);
        keptLength = length;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
