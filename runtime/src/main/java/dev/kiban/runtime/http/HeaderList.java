package dev.kiban.runtime.http;

import dev.kiban.runtime.http.wire.FieldList;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;

/// Header fields in two arrays. A message has a dozen of them, so that looking through all is
/// faster than hashing.
final class HeaderList implements Headers, FieldList {
    private static final int USUAL_SIZE = 12;

    private CharSequence[] names = new CharSequence[USUAL_SIZE];
    private CharSequence[] values = new CharSequence[USUAL_SIZE];
    private int size;

    @Override
    public int size() {
        return size;
    }

    @Override
    public CharSequence name(int index) {
        return names[index];
    }

    @Override
    public CharSequence value(int index) {
        return values[index];
    }

    @Override
    public String get(CharSequence name, String absent) {
        int index = find(name, 0);
        return index < 0 ? absent : values[index].toString();
    }

    @Override
    public List<String> all(CharSequence name) {
        List<String> all = new ArrayList<>();
        for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
            all.add(values[i].toString());
        }
        return all;
    }

    @Override
    public boolean has(CharSequence name) {
        return find(name, 0) >= 0;
    }

    @Override
    public Headers add(CharSequence name, CharSequence value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size] = value;
        size++;
        return this;
    }

    @Override
    public Headers set(CharSequence name, CharSequence value) {
        int index = find(name, 0);
        if (index < 0) {
            return add(name, value);
        }
        values[index] = value;
        removeFrom(index + 1, name);
        return this;
    }

    @Override
    public Headers remove(CharSequence name) {
        removeFrom(0, name);
        return this;
    }

    @Override
    public Iterable<Map.Entry<String, String>> fields() {
        return Walk::new;
    }

    @Override
    public void forEach(BiConsumer<String, String> each) {
        for (int i = 0; i < size; i++) {
            each.accept(names[i].toString(), values[i].toString());
        }
    }

    private int find(CharSequence name, int from) {
        for (int i = from; i < size; i++) {
            CharSequence candidate = names[i];
            if (candidate.length() == name.length()
                    && AsciiString.contentEqualsIgnoreCase(candidate, name)) {
                return i;
            }
        }
        return -1;
    }

    private void removeFrom(int from, CharSequence name) {
        int first = find(name, from);
        if (first < 0) {
            return;
        }
        int kept = first;
        for (int i = first + 1; i < size; i++) {
            if (!AsciiString.contentEqualsIgnoreCase(names[i], name)) {
                names[kept] = names[i];
                values[kept] = values[i];
                kept++;
            }
        }
        size = kept;
    }

    private final class Walk implements Iterator<Map.Entry<String, String>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (next >= size) {
                throw new NoSuchElementException();
            }
            Map.Entry<String, String> field =
                    Map.entry(names[next].toString(), values[next].toString());
            next++;
            return field;
        }
    }
}
