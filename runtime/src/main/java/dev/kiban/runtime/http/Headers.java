package dev.kiban.runtime.http;

import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// The header fields of one message, in order; names compare without case.
///
/// Names and values that are written often should be made once with {@link #ascii}: they are sent
/// without being encoded again.
public sealed interface Headers permits HeaderList, VertxHeaders {

    /// No fields yet, of nothing that is sent.
    static Headers empty() {
        return new HeaderList();
    }

    /// A name or value in the form that is cheapest to send.
    static CharSequence ascii(String text) {
        return AsciiString.cached(text);
    }

    /// An empty list of fields.
    static Headers create() {
        return new HeaderList();
    }

    /// The first value of `name`, or `absent`.
    String get(CharSequence name, String absent);

    List<String> all(CharSequence name);

    boolean has(CharSequence name);

    Headers add(CharSequence name, CharSequence value);

    /// Replaces all values of `name`.
    Headers set(CharSequence name, CharSequence value);

    Headers remove(CharSequence name);

    /// All fields, in order.
    Iterable<Map.Entry<String, String>> fields();

    void forEach(BiConsumer<String, String> each);
}
