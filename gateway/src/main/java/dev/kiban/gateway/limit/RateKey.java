package dev.kiban.gateway.limit;

import dev.kiban.gateway.split.Key;
import dev.kiban.kernel.IpAddress;

/// What has a bucket of its own.
public sealed interface RateKey {
    /// The one key of what all share: a route's rate, or clients whose address nobody knows.
    RateKey ALL = new Text("");

    /// A caller, or a header's value.
    record Text(String text) implements RateKey {}

    /// An address of IPv4.
    record Address(IpAddress address) implements RateKey {}

    /// A network of IPv6.
    record Network(long high) implements RateKey {}

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
    static RateKey address(IpAddress address) {
        return address.isV4() ? new Address(address) : new Network(address.high());
    }
}
