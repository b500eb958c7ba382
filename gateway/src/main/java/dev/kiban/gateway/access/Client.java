package dev.kiban.gateway.access;

import dev.kiban.kernel.IpAddress;
import java.util.Optional;

/// Where a request comes from, as far as that can be believed.
///
/// @param address empty if it cannot be known: then the request is from nowhere that a rule names
/// @param text for people; what is nearest to it that is known
public record Client(Optional<IpAddress> address, String text) {}
