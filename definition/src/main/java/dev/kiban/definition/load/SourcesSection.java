package dev.kiban.definition.load;

import dev.kiban.definition.Sources;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ListShape.Repeats;
import dev.kiban.definition.shape.Values;
import dev.kiban.kernel.AddressRange;
import java.util.List;
import java.util.Optional;

/// The addresses from which requests are taken: by one route, or by all that do not say it.
final class SourcesSection {
    private static final int MAX_RANGES = 1_000;

    private SourcesSection() {}

    /// The key `allowFrom`.
    static Field<Optional<List<AddressRange>>> field(String description) {
        return Field.optional("allowFrom", ranges(1), description).example("[203.0.113.0/24]");
    }

    /// A list of so many ranges at least.
    static ListShape<AddressRange> ranges(int min) {
        return new ListShape<>(Texts.ADDRESS_RANGE, min, MAX_RANGES, Repeats.REFUSED);
    }

    /// What stands under the key, if it is there.
    static Optional<Sources> of(Field<Optional<List<AddressRange>>> field, Values v) {
        return v.get(field).map(ranges -> new Sources(ranges, v.at(field)));
    }
}
