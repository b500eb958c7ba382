package dev.kiban.runtime.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// The header fields of a message that Vert.x reads or writes.
record VertxHeaders(MultiMap map) implements Headers {

    @Override
    public String get(CharSequence name, String absent) {
        String value = map.get(name);
        return value == null ? absent : value;
    }

    @Override
    public List<String> all(CharSequence name) {
        return map.getAll(name);
    }

    @Override
    public boolean has(CharSequence name) {
        return map.contains(name);
    }

    @Override
    public Headers add(CharSequence name, CharSequence value) {
        map.add(name, value);
        return this;
    }

    @Override
    public Headers set(CharSequence name, CharSequence value) {
        map.set(name, value);
        return this;
    }

    @Override
    public Headers remove(CharSequence name) {
        map.remove(name);
        return this;
    }

    @Override
    public Iterable<Map.Entry<String, String>> fields() {
        return map;
    }

    @Override
    public void forEach(BiConsumer<String, String> each) {
        map.forEach(each);
    }
}
