package dev.kiban.gateway.access;

import dev.kiban.definition.Location;
import dev.kiban.kernel.AddressRange;
import dev.kiban.transcode.http.GrpcCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// From where a route takes requests.
///
/// @param ranges empty for everywhere
/// @param at where this stands in the definitions
public record Sources(List<AddressRange> ranges, Optional<Location> at) {
    /// It does not matter.
    public static final Sources ANYWHERE = new Sources(List.of(), Optional.empty());

    /// What a client is told whose address is none of them.
    public static final Admission.Refused REFUSED =
            new Admission.Refused(
                    Admission.Reason.ADDRESS,
                    GrpcCode.PERMISSION_DENIED,
                    "the route is not for the address of the caller");

    public Sources {
        ranges = List.copyOf(ranges);
    }

    /// What the definitions come to.
    public static Sources of(dev.kiban.definition.Sources sources) {
        return new Sources(sources.ranges(), Optional.of(sources.at()));
    }

    /// Whether it matters where a request comes from.
    public boolean matter() {
        return !ranges.isEmpty();
    }

    /// Whether requests of this client are taken.
    public boolean take(Client client) {
        return !matter()
                || (client.address().isPresent()
                        && AddressRange.oneHas(ranges, client.address().get()));
    }

    /// The rule in words.
    public String text() {
        return ranges.stream()
                .map(AddressRange::toString)
                .collect(Collectors.joining(", ", "from ", ""));
    }
}
