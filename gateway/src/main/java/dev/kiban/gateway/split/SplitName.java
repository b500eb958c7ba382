package dev.kiban.gateway.split;

import dev.kiban.kernel.ServiceName;

/// What a split is called.
///
/// @param name no other split of the service has it
public record SplitName(ServiceName service, String name) {

    @Override
    public String toString() {
        return service + " " + name;
    }
}
