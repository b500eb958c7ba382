package dev.kiban.kernel;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address of IPv6, or of IPv4 in the part of IPv6 that stands for those (RFC 4291, 2.5.5.2). So
/// the two ways to write an address of IPv4 are one value.
///
/// @param high the first 64 bits
/// @param low the last 64 bits
public record IpAddress(long high, long low) {
    static final int BITS = 128;

    /// Before the bits of an address of IPv4.
    static final int BITS_BEFORE_V4 = 96;

    private static final long V4 = 0xFFFFL << 32;
    private static final long V4_MASK = 0xFFFF_FFFFL << 32;
    private static final int MAX_LENGTH = 45;

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern FOUR_BYTES = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern MAYBE_V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /// The same as the JDK has it.
    public static IpAddress of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == Integer.BYTES
                ? new IpAddress(0, V4 | Integer.toUnsignedLong(bytes.getInt()))
                : new IpAddress(bytes.getLong(), bytes.getLong());
    }

    /// Reads an address: of IPv4 as four numbers, of IPv6 without brackets and zone. Asks no name
    /// server.
    public static Optional<IpAddress> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (FOUR_BYTES.matcher(text).matches()) {
            return Optional.of(of(Inet4Address.ofLiteral(text)));
        }
        if (!MAYBE_V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(Inet6Address.ofLiteral(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // the JDK says no by an exception
        }
    }

    /// Whether it is an address of IPv4.
    public boolean isV4() {
        return high == 0 && (low & V4_MASK) == V4;
    }

    /// This address with only its first bits; all others are 0.
    IpAddress firstBits(int count) {
        return new IpAddress(high & mask(count), low & mask(count - Long.SIZE));
    }

    private static long mask(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= Long.SIZE ? -1 : -1L << (Long.SIZE - bits);
    }

    /// As people write it: `10.0.0.1`, `2001:db8:0:0:0:0:0:1`.
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (isV4()) {
            for (int shift = 24; shift >= 0; shift -= Byte.SIZE) {
                out.append((low >>> shift) & 0xFF).append(shift == 0 ? "" : ".");
            }
            return out.toString();
        }
        for (int shift = 48; shift >= 0; shift -= Short.SIZE) {
            out.append(Long.toHexString((high >>> shift) & 0xFFFF)).append(':');
        }
        for (int shift = 48; shift >= 0; shift -= Short.SIZE) {
            out.append(Long.toHexString((low >>> shift) & 0xFFFF)).append(shift == 0 ? "" : ":");
        }
        return out.toString();
    }
}
