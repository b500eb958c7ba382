package dev.kiban.runtime.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// The header fields of one message, in order; names compare without case.
///
/// Names and values that are written often should be made once with {@link #ascii}: they are sent
/// without being encoded again.
public final class Headers {
    private final MultiMap fields;

    Headers(MultiMap fields) {
        this.fields = fields;
    }

    /// A name or value in the form that is cheapest to send.
    public static CharSequence ascii(String text) {
        return HttpHeaders.createOptimized(text);
    }

    /// The first value of `name`, or `absent`.
    public String get(CharSequence name, String absent) {
        String value = fields.get(name);
        return value == null ? absent : value;
    }

    public List<String> all(CharSequence name) {
        return fields.getAll(name);
    }

    public boolean has(CharSequence name) {
        return fields.contains(name);
    }

    public Headers add(CharSequence name, CharSequence value) {
        fields.add(name, value);
        return this;
    }

    public Headers set(CharSequence name, CharSequence value) {
        fields.set(name, value);
        return this;
    }

    public Headers remove(CharSequence name) {
        fields.remove(name);
        return this;
    }

    /// All fields, in order.
    public Iterable<Map.Entry<String, String>> fields() {
        return fields;
    }

    public void forEach(BiConsumer<String, String> each) {
        fields.forEach(each);
    }
}
