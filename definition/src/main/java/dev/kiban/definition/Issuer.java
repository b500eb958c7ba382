package dev.kiban.definition;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Whose tokens say who calls.
///
/// @param name what rules call those who have a token of it
/// @param issuer as its tokens write it, to the letter
/// @param audiences for whom its tokens are; one of these must be named
/// @param clockSkew how far its clock and ours may be apart
/// @param keys where its keys are; empty to ask its discovery document
public record Issuer(
        String name, URI issuer, List<String> audiences, Duration clockSkew, Optional<URI> keys) {

    public Issuer {
        audiences = List.copyOf(audiences);
    }
}
