package dev.kiban.gateway.access;

import dev.kiban.kernel.AddressRange;
import dev.kiban.kernel.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The proxies in front of the gateway whose word counts about where a request comes from.
///
/// Each proxy adds to `X-Forwarded-For` the address that it sees, so the list is read from its end,
/// as far as trusted proxies reach. What stands before that, anybody can have written.
///
/// @param trusted where such proxies are
public record Proxies(List<AddressRange> trusted) {
    /// Nobody's word counts.
    public static final Proxies NONE = new Proxies(List.of());

    private static final int MAX_HOPS = 32;

    /// Some proxies write the port, too.
    private static final Pattern ELEMENT =
            Pattern.compile(
                    "([0-9.]+)(?::[0-9]{1,5})?|\\[([^\\]]*)\\](?::[0-9]{1,5})?|([^\\[\\]]*)");

    public Proxies {
        trusted = List.copyOf(trusted);
    }

    /// Whether it matters to ask.
    public boolean isEmpty() {
        return trusted.isEmpty();
    }

    /// Whether this is one of them.
    public boolean has(Client peer) {
        return peer.address().isPresent() && AddressRange.oneHas(trusted, peer.address().get());
    }

    /// Where a request comes from.
    ///
    /// @param peer the other end of its connection
    /// @param forwardedFor the values of all its headers `X-Forwarded-For`
    public Client client(Client peer, List<String> forwardedFor) {
        if (!has(peer) || forwardedFor.isEmpty()) {
            return peer;
        }
        String list = String.join(",", forwardedFor);
        Client nearest = peer;
        int end = list.length();
        for (int hop = 0; hop < MAX_HOPS; hop++) {
            int comma = list.lastIndexOf(',', end - 1);
            Optional<IpAddress> said = read(list.substring(comma + 1, end).strip());
            if (said.isEmpty()) {
                return new Client(Optional.empty(), nearest.text());
            }
            nearest = new Client(said, said.get().toString());
            if (comma < 0 || !AddressRange.oneHas(trusted, said.get())) {
                return nearest;
            }
            end = comma;
        }
        return new Client(Optional.empty(), nearest.text());
    }

    private static Optional<IpAddress> read(String element) {
        Matcher matcher = ELEMENT.matcher(element);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        for (int form = 1; form <= matcher.groupCount(); form++) {
            if (matcher.group(form) != null) {
                return IpAddress.parse(matcher.group(form));
            }
        }
        return Optional.empty();
    }
}
