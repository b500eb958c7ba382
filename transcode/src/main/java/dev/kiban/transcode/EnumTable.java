package dev.kiban.transcode;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One enum: its numbers by name, and its names, as JSON strings, by number.
final class EnumTable {

    /// Not an enum number: what [#number] answers for an unknown name.
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final int DENSE = 128;
    private static final String NULL_VALUE = "google.protobuf.NullValue";

    final String fullName;
    final boolean closed;

    /// `google.protobuf.NullValue`: its JSON is `null`.
    final boolean isNull;

    final int defaultNumber;
    private final NameIndex<Integer> numbers;
    private final @Nullable Verbatim[] dense = new Verbatim[DENSE];
    private final Map<Integer, Verbatim> sparse = new HashMap<>();

    EnumTable(EnumDescriptor descriptor) {
        fullName = descriptor.getFullName();
        closed = descriptor.isClosed();
        isNull = fullName.equals(NULL_VALUE);
        defaultNumber = descriptor.getValues().getFirst().getNumber();
        Map<String, Integer> byName = new HashMap<>();
        for (EnumValueDescriptor value : descriptor.getValues()) {
            byName.put(value.getName(), value.getNumber());
            addName(value);
        }
        numbers = new NameIndex<>(byName);
    }

    /// Of several names for one number, the first is the one that is printed.
    private void addName(EnumValueDescriptor value) {
        int number = value.getNumber();
        if (name(number) != null) {
            return;
        }
        Verbatim quoted = Verbatim.quoted(value.getName());
        if (number >= 0 && number < DENSE) {
            dense[number] = quoted;
        } else {
            sparse.put(number, quoted);
        }
    }

    long number(byte[] bytes, int from, int to) {
        Integer number = numbers.get(bytes, from, to);
        return number == null ? UNKNOWN : number;
    }

    /// The name in quotes, or null for a number that has none.
    @Nullable Verbatim name(int number) {
        return number >= 0 && number < DENSE ? dense[number] : sparse.get(number);
    }

    boolean has(int number) {
        return name(number) != null;
    }
}
