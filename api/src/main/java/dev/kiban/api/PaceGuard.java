package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.access.Scope;
import dev.kiban.definition.Pace;
import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.transcode.http.GrpcCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lets callers to the paces of their own teams. What is foreign and what is unknown get the same
/// answer.
record PaceGuard(Landscape landscape) {

    /// Those that the caller may know.
    ///
    /// @param team whose; empty text for all that are the caller's
    /// @throws ApiRefusal if the team is not theirs
    List<Pace> all(Caller caller, String team) {
        Set<TeamName> teams = TeamDoor.ask(caller, team);
        return landscape.paces().stream()
                .filter(pace -> teams.isEmpty() || teams.contains(pace.owner()))
                .toList();
    }

    /// The pace, for who asks about it.
    ///
    /// @throws ApiRefusal if it is not theirs
    Pace ask(Caller caller, String name) {
        PaceName known = ApiRefusal.unlessValid(() -> new PaceName(name));
        Optional<Pace> pace =
                all(caller, "").stream().filter(one -> one.name().equals(known)).findFirst();
        return pace.orElseThrow(() -> unknown(caller, known));
    }

    private static ApiRefusal unknown(Caller caller, PaceName name) {
        return switch (caller.scope()) {
            case Scope.OneTeam(var team) ->
                    ApiRefusal.denied(
                            "%s has no pace '%s': ask with a token of the team that owns it"
                                    .formatted(team, name));
            case Scope.SeveralTeams teams ->
                    ApiRefusal.denied(
                            "none of your teams (%s) has a pace '%s'".formatted(teams, name));
            case Scope.EveryTeam _ ->
                    new ApiRefusal(
                            GrpcCode.NOT_FOUND,
                            "there is no pace '%s' in the live definitions".formatted(name));
        };
    }

    /// The pace, for who changes something about it.
    ///
    /// @throws ApiRefusal if it is not theirs, or they may only look
    Pace change(Caller caller, String name) {
        if (!caller.mayChange()) {
            throw ApiRefusal.denied(
                    "'%s' may only ask: make a token without --read-only for this"
                            .formatted(caller));
        }
        return ask(caller, name);
    }
}
