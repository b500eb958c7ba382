package dev.kiban.gateway;

import dev.kiban.kernel.ServiceName;
import java.util.Map;

/// What is known of the schema of each service at one moment. Immutable, as the snapshot that it
/// goes with.
///
/// @param states by service; a service without one has no schema
public record Schemas(Map<ServiceName, SchemaState> states) {

    public Schemas {
        states = Map.copyOf(states);
    }

    /// What is known of this service's schema.
    public SchemaState of(ServiceName service) {
        return states.getOrDefault(service, new SchemaState.NotLoaded("nobody has asked for it"));
    }
}
