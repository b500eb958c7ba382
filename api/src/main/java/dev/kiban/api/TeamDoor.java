package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.access.Scope;
import dev.kiban.kernel.JobName;
import dev.kiban.kernel.TeamName;
import dev.kiban.pace.run.Job;
import dev.kiban.transcode.http.GrpcCode;
import java.util.Set;

/// Lets callers to what is of their own teams. Jobs have names of their own in each team, so that
/// nobody learns what another one runs; of all else, what is foreign and what is unknown get the
/// same answer.
final class TeamDoor {

    private TeamDoor() {}

    /// The job, for who runs it.
    ///
    /// @param team as the caller says; empty if it is of one team only
    /// @throws ApiRefusal if it is not theirs, or they may only look
    static Job change(Caller caller, String team, String job) {
        mustChange(caller);
        TeamName owner = team.isEmpty() ? own(caller, job) : theirs(caller, team);
        return new Job(owner, ApiRefusal.unlessValid(() -> new JobName(job)));
    }

    private static TeamName own(Caller caller, String job) {
        return switch (caller.scope()) {
            case Scope.OneTeam(var own) -> own;
            case Scope.SeveralTeams _, Scope.EveryTeam _ ->
                    throw ApiRefusal.invalid(
                            "whose job is '%s'? Name its team ('team', or --team of kiban run): you may run those of %s"
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

    /// @throws ApiRefusal if the caller may only look
    static void mustChange(Caller caller) {
        if (!caller.mayChange()) {
            throw ApiRefusal.denied(
                    "'%s' may only ask: make a token without --read-only for this"
                            .formatted(caller));
        }
    }

    /// What is said of something that is not the caller's, whether it is there or not.
    ///
    /// @param kind such as "service"
    static ApiRefusal unknown(Caller caller, String kind, Object name) {
        return switch (caller.scope()) {
            case Scope.OneTeam(var team) ->
                    ApiRefusal.denied(
                            "%s has no %s '%s': ask with a token of the team that owns it"
                                    .formatted(team, kind, name));
            case Scope.SeveralTeams teams ->
                    ApiRefusal.denied(
                            "none of your teams (%s) has a %s '%s'".formatted(teams, kind, name));
            case Scope.EveryTeam _ ->
                    new ApiRefusal(
                            GrpcCode.NOT_FOUND,
                            "there is no %s '%s' in the live definitions".formatted(kind, name));
        };
    }
}
