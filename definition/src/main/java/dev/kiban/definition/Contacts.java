package dev.kiban.definition;

import java.util.Optional;

/// How to reach a team.
///
/// @param chat a channel, such as `#item-team`
/// @param pager the rotation that is called for incidents
/// @param email an address that reaches all of the team
public record Contacts(Optional<String> chat, Optional<String> pager, Optional<String> email) {

    /// None was given.
    public static final Contacts NONE =
            new Contacts(Optional.empty(), Optional.empty(), Optional.empty());
}
