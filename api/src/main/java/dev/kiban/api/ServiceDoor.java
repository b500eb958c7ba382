package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.access.Scope;
import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import dev.kiban.transcode.http.GrpcCode;
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
        throw switch (caller.scope()) {
            case Scope.OneTeam(var team) ->
                    ApiRefusal.denied(
                            "%s has no service '%s': ask with a token of the team that owns it"
                                    .formatted(team, known));
            case Scope.SeveralTeams teams ->
                    ApiRefusal.denied(
                            "none of your teams (%s) has a service '%s'".formatted(teams, known));
            case Scope.EveryTeam _ ->
                    new ApiRefusal(
                            GrpcCode.NOT_FOUND,
                            "there is no service '%s' in the live definitions".formatted(known));
        };
    }

    /// The service, for who changes something about it.
    ///
    /// @throws ApiRefusal if it is not theirs, or they may only look
    Service change(Caller caller, String name) {
        if (!caller.mayChange()) {
            throw ApiRefusal.denied(
                    "'%s' may only ask: make a token without --read-only for this"
                            .formatted(caller));
        }
        return ask(caller, name);
    }
}
