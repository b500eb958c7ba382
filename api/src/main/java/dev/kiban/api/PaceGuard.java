package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.access.Scope;
import dev.kiban.definition.Pace;
import dev.kiban.kernel.PaceName;
import dev.kiban.transcode.http.GrpcCode;
import java.util.List;
import java.util.Optional;

/// Lets callers to the paces of their own teams. What is foreign and what is unknown get the same
/// answer.
record PaceGuard(Landscape landscape) {

    /// Those that the caller may know.
    List<Pace> all(Caller caller) {
        return landscape.paces().stream()
                .filter(pace -> caller.scope().covers(pace.owner()))
                .toList();
    }

    /// The pace, for who asks about it.
    ///
    /// @throws ApiRefusal if it is not theirs
    Pace ask(Caller caller, String name) {
        PaceName known = ApiRefusal.unlessValid(() -> new PaceName(name));
        Optional<Pace> pace =
                all(caller).stream().filter(one -> one.name().equals(known)).findFirst();
        return pace.orElseThrow(
                () ->
                        new ApiRefusal(
                                GrpcCode.NOT_FOUND,
                                "%s no pace '%s' in the live definitions"
                                        .formatted(whose(caller), known)));
    }

    private static String whose(Caller caller) {
        return switch (caller.scope()) {
            case Scope.OneTeam(var team) -> team + " has";
            case Scope.SeveralTeams teams -> "your teams (%s) have".formatted(teams);
            case Scope.EveryTeam _ -> "there is";
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
