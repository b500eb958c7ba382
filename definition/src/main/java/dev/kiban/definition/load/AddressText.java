package dev.kiban.definition.load;

import dev.kiban.definition.Address;
import dev.kiban.definition.Location;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.Reading;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `host:port`, where the host is a DNS name, an IPv4 address or an IPv6 address in brackets.
final class AddressText {
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?";
    static final String NAME = LABEL + "(\\." + LABEL + ")*\\.?";

    static final String PATTERN = "(\\[[0-9A-Fa-f:.]{2,45}\\]|" + NAME + "):[0-9]{1,5}";

    /// No name has only digits in its last label, so this was meant to be an IPv4 address.
    private static final Pattern ENDS_IN_DIGITS = Pattern.compile("([^.]*\\.)*[0-9]+");

    private static final Pattern FOUR_PARTS = Pattern.compile("([0-9]+\\.){3}[0-9]+");
    private static final int MAX_PORT = 65_535;

    private AddressText() {}

    /// @param text matches [#PATTERN]
    static Optional<Address> parse(String text, Location at, Reading reading) {
        int colon = text.lastIndexOf(':');
        String written = text.substring(0, colon);
        boolean bracketed = written.startsWith("[");
        String host = bracketed ? written.substring(1, written.length() - 1) : written;
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port < 1 || port > MAX_PORT) {
            reading.report(
                    at,
                    ProblemCode.OUT_OF_RANGE,
                    "must have a port from 1 to %d, found %d".formatted(MAX_PORT, port));
            return Optional.empty();
        }
        if (bracketed ? !isIpv6(host) : ENDS_IN_DIGITS.matcher(host).matches() && !isIpv4(host)) {
            reading.report(
                    at,
                    ProblemCode.BAD_VALUE,
                    "must have a real IP address, found '%s'".formatted(host));
            return Optional.empty();
        }
        return Optional.of(new Address(host, port));
    }

    private static boolean isIpv4(String host) {
        return FOUR_PARTS.matcher(host).matches() && isLiteral(() -> Inet4Address.ofLiteral(host));
    }

    private static boolean isIpv6(String host) {
        return host.contains(":") && isLiteral(() -> Inet6Address.ofLiteral(host));
    }

    /// The JDK says no by an exception. It asks no name server: `ofLiteral` takes addresses only.
    private static boolean isLiteral(Runnable parse) {
        try {
            parse.run();
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
