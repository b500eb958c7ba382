package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import java.util.Optional;

/// Lets callers to their own services. Who may not know a service does not learn whether there is
/// one: what is foreign and what is unknown get the same answer.
record ServiceDoor(Landscape landscape) {

    /// The service, for who asks about it.
    ///
    /// @throws ApiRefusal if it is not theirs
    Service ask(Caller caller, String name) {
        ServiceName known = ApiRefusal.unlessValid(() -> new ServiceName(name));
        Optional<Service> service = landscape.service(known);
        if (service.isPresent() && caller.scope().covers(service.get().owner())) {
            return service.get();
        }
        throw TeamDoor.unknown(caller, "service", known);
    }

    /// The service, for who changes something about it.
    ///
    /// @throws ApiRefusal if it is not theirs, or they may only look
    Service change(Caller caller, String name) {
        TeamDoor.mustChange(caller);
        return ask(caller, name);
    }
}
