package dev.kiban.definition;

import dev.kiban.kernel.AddressRange;
import java.util.List;

/// The addresses from which requests are taken.
///
/// @param ranges at least one
/// @param at where this stands
public record Sources(List<AddressRange> ranges, Location at) {

    public Sources {
        ranges = List.copyOf(ranges);
    }
}
