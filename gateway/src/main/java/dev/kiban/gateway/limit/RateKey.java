package dev.kiban.gateway.limit;

import dev.kiban.gateway.split.Key;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/// What has a bucket of its own.
public sealed interface RateKey {
    /// The one key of rates that all share.
    RateKey ALL = new Text("");

    /// A caller, a header's value, or an address.
    record Text(String text) implements RateKey {}

    /// One of a caller's users.
    record User(String caller, String subject) implements RateKey {}

    /// A text that is too long to be remembered: two of them may, by chance, share a
    /// bucket.
    record Hash(Key key) implements RateKey {}

    /// Characters of a text that are remembered.
    int MAX_LENGTH = 100;

    /// @param name is a label
    static RateKey caller(String name) {
        return new Text(name);
    }

    static RateKey identity(String caller, String subject) {
        return subject.length() > MAX_LENGTH
                ? new Hash(Key.of(caller + ' ' + subject))
                : new User(caller, subject);
    }

    static RateKey header(String value) {
        return value.length() > MAX_LENGTH ? new Hash(Key.of(value)) : new Text(value);
    }

    /// An address of IPv4; of IPv6 its network of 64 bits, which is what a household has.
    static RateKey address(String address) {
        if (address.indexOf(':') < 0) {
            return new Text(address); // no label has dots, so it is no caller's
        }
        int zone = address.indexOf('%');
        InetAddress parsed = InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone));
        return parsed instanceof Inet6Address
                ? new Text(Arrays.toString(Arrays.copyOf(parsed.getAddress(), 8)))
                : new Text(parsed.getHostAddress());
    }
}
