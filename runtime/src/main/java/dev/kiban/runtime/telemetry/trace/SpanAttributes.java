package dev.kiban.runtime.telemetry.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The attributes of one of our spans, as OpenTelemetry's exporter reads them: one after the other,
/// in our order. Its own ones are sorted first, which nobody needs.
///
/// @param facts of the span; no two have the same key
/// @param keys of all spans
record SpanAttributes(List<Span.Attribute> facts, Keys keys) implements Attributes {

    /// Keys as OpenTelemetry has them, made once each. There are as many as the program has
    /// constants for names. Safe for all threads.
    static final class Keys {
        private final Map<String, AttributeKey<String>> texts = new ConcurrentHashMap<>();
        private final Map<String, AttributeKey<Long>> quantities = new ConcurrentHashMap<>();

        AttributeKey<String> text(String name) {
            AttributeKey<String> known = texts.get(name);
            return known == null ? texts.computeIfAbsent(name, AttributeKey::stringKey) : known;
        }

        AttributeKey<Long> quantity(String name) {
            AttributeKey<Long> known = quantities.get(name);
            return known == null ? quantities.computeIfAbsent(name, AttributeKey::longKey) : known;
        }
    }

    @Override
    public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> taker) {
        for (Span.Attribute fact : facts) {
            switch (fact) {
                case Span.Text(String name, String value) -> taker.accept(keys.text(name), value);
                case Span.Quantity(String name, long value) ->
                        taker.accept(keys.quantity(name), value);
            }
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a key of a type has values of that type
    public <T> @Nullable T get(AttributeKey<T> key) {
        return (T) asMap().get(key);
    }

    @Override
    public int size() {
        return facts.size();
    }

    @Override
    public boolean isEmpty() {
        return facts.isEmpty();
    }

    @Override
    public Map<AttributeKey<?>, Object> asMap() {
        Map<AttributeKey<?>, Object> map = new LinkedHashMap<>();
        forEach(map::put);
        return map;
    }

    @Override
    public AttributesBuilder toBuilder() {
        return Attributes.builder().putAll(this);
    }
}
