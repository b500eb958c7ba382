package dev.kiban.kernel;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// All addresses that begin with the same bits: `10.0.0.0/8`, `2001:db8::/32`.
///
/// @param first the lowest of them
/// @param bits how many bits are the same, of the 128 of IPv6
public record AddressRange(IpAddress first, int bits) {
    private static final Pattern SLASH = Pattern.compile("([^/]*)/([0-9]{1,3})");

    public AddressRange {
        if (bits < 0 || bits > IpAddress.BITS || !first.equals(first.firstBits(bits))) {
            throw new IllegalArgumentException("%s/%d is no range".formatted(first, bits));
        }
    }

    /// Reads a range, or one address. Bits beyond those that count are taken for 0.
    public static Optional<AddressRange> parse(String text) {
        Matcher slash = SLASH.matcher(text);
        if (!slash.matches()) {
            return IpAddress.parse(text).map(one -> new AddressRange(one, IpAddress.BITS));
        }
        int written = Integer.parseInt(slash.group(2));
        return IpAddress.parse(slash.group(1))
                .flatMap(
                        address -> {
                            boolean shortForm = address.isV4() && slash.group(1).indexOf(':') < 0;
                            int bits = shortForm ? written + IpAddress.BITS_BEFORE_V4 : written;
                            int fewest = address.isV4() ? IpAddress.BITS_BEFORE_V4 : 0;
                            return bits < fewest || bits > IpAddress.BITS
                                    ? Optional.empty()
                                    : Optional.of(new AddressRange(address.firstBits(bits), bits));
                        });
    }

    /// Whether an address is in one of some ranges.
    public static boolean oneHas(List<AddressRange> ranges, IpAddress address) {
        for (AddressRange range : ranges) {
            if (range.has(address)) {
                return true;
            }
        }
        return false;
    }

    /// Whether an address is one of them. A range of IPv6 has no address of IPv4, however large it
    /// is.
    public boolean has(IpAddress address) {
        return address.isV4() == first.isV4() && address.firstBits(bits).equals(first);
    }

    /// As people write it.
    @Override
    public String toString() {
        int written = first.isV4() ? bits - IpAddress.BITS_BEFORE_V4 : bits;
        return bits == IpAddress.BITS ? first.toString() : first + "/" + written;
    }
}
