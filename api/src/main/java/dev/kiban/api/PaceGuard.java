package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.definition.Pace;
import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.TeamName;
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
        return pace.orElseThrow(() -> TeamDoor.unknown(caller, "pace", known));
    }

    /// The pace, for who changes something about it.
    ///
    /// @throws ApiRefusal if it is not theirs, or they may only look
    Pace change(Caller caller, String name) {
        TeamDoor.mustChange(caller);
        return ask(caller, name);
    }
}
