package dev.kiban.definition;

import dev.kiban.kernel.TeamName;
import java.util.List;

/// A team: who owns services, and how to reach it.
///
/// @param displayName for people; the name when none was given
/// @param description what the team is responsible for; may be empty
/// @param members account names
/// @param at where the document starts
public record Team(
        TeamName name,
        Metadata metadata,
        String displayName,
        String description,
        Contacts contacts,
        List<String> members,
        Location at) {

    public Team {
        members = List.copyOf(members);
    }
}
