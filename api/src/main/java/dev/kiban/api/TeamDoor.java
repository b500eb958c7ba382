package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.access.Scope;
import dev.kiban.kernel.JobName;
import dev.kiban.kernel.TeamName;
import dev.kiban.pace.run.Job;
import java.util.Set;

/// Lets callers to the jobs of their own teams. Each team has names of its own, so that nobody
/// learns what another one runs.
final class TeamDoor {

    private TeamDoor() {}

    /// The job, for who runs it.
    ///
    /// @param team as the caller says; empty if it is of one team only
    /// @throws ApiRefusal if it is not theirs, or they may only look
    static Job change(Caller caller, String team, String job) {
        if (!caller.mayChange()) {
            throw ApiRefusal.denied(
                    "'%s' may only ask: make a token without --read-only for this"
                            .formatted(caller));
        }
        TeamName owner = team.isEmpty() ? own(caller, job) : theirs(caller, team);
        return new Job(owner, ApiRefusal.unlessValid(() -> new JobName(job)));
    }

    private static TeamName own(Caller caller, String job) {
        return switch (caller.scope()) {
            case Scope.OneTeam(var own) -> own;
            case Scope.SeveralTeams _, Scope.EveryTeam _ ->
                    throw ApiRefusal.invalid(
                            "whose job is '%s'? Say the team: you may run those of %s"
                                    .formatted(job, caller.scope()));
        };
    }

    /// The teams whose jobs are looked at; empty for all.
    ///
    /// @param team as the caller says; empty for all that are theirs
    /// @throws ApiRefusal if it is not theirs
    static Set<TeamName> ask(Caller caller, String team) {
        if (!team.isEmpty()) {
            return Set.of(theirs(caller, team));
        }
        return switch (caller.scope()) {
            case Scope.OneTeam(var own) -> Set.of(own);
            case Scope.SeveralTeams(var own) -> own;
            case Scope.EveryTeam _ -> Set.of();
        };
    }

    private static TeamName theirs(Caller caller, String team) {
        TeamName name = ApiRefusal.unlessValid(() -> new TeamName(team));
        if (!caller.scope().covers(name)) {
            throw ApiRefusal.denied(
                    "'%s' is not of %s: call with a token of that team".formatted(caller, name));
        }
        return name;
    }
}
