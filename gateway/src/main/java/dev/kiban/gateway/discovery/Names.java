package dev.kiban.gateway.discovery;

import dev.kiban.definition.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Asks what addresses a name has. A port.
@FunctionalInterface
public interface Names {

    /// All of them, at least one. May take a while.
    ///
    /// @param server who is asked; empty asks those that the machine asks
    /// @throws UnknownHostException if there are none, or nobody knows
    List<InetAddress> addresses(String name, Optional<Address> server) throws UnknownHostException;
}
