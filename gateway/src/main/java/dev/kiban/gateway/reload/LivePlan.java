package dev.kiban.gateway.reload;

import dev.kiban.definition.Definitions;
import dev.kiban.gateway.GatewayPlan;
import java.time.Instant;

/// A plan that requests go by.
///
/// @param definitions what it was compiled from
/// @param generation 1 for the first plan of this process
/// @param loadedAt when it was compiled
public record LivePlan(
        GatewayPlan plan, Definitions definitions, long generation, Instant loadedAt) {}
