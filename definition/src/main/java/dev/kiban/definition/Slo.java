package dev.kiban.definition;

import dev.kiban.kernel.SloName;
import java.net.URI;
import java.util.Optional;

/// What good service means, in one respect: a service level objective.
///
/// @param name unique within its service
/// @param description what it means to users; may be empty
/// @param playbook what to do when it burns
/// @param at where it stands in its definition
public record Slo(
        SloName name,
        String description,
        Indicator indicator,
        Objective objective,
        Period period,
        Alerting alerting,
        Optional<URI> playbook,
        Location at) {}
