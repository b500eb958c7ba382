package dev.kiban.gateway;

import dev.kiban.definition.Problem;
import dev.kiban.transcode.Schema;

/// What is known of one service's schema.
public sealed interface SchemaState {

    /// It is there. The same descriptors are the same instance, in every snapshot and service.
    record Loaded(Schema schema) implements SchemaState {}

    /// It must come from the upstream, which has not given it yet: its routes answer 503 until
    /// then.
    ///
    /// @param reason what stands in the way, a phrase to put after a colon
    record NotLoaded(String reason) implements SchemaState {}

    /// Its file cannot be used: the plan is refused.
    record Refused(Problem problem) implements SchemaState {}
}
