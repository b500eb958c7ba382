package dev.kiban.gateway;

/// One of the backends of a service, as a plan knows it.
///
/// @param name no other backend of the service has it
public record Backend(String name, UpstreamTarget upstream) {

    /// Whether it is the only one of a service that gives it no name.
    public boolean isDefault() {
        return name.equals(dev.kiban.definition.Backend.DEFAULT);
    }
}
