/// Where schemas come from: a descriptor set file, or the upstream itself by gRPC server
/// reflection.
///
/// Start at [SchemaSources][dev.kiban.gateway.schema.SchemaSources], which the reload loop asks for
/// the [Schemas][dev.kiban.gateway.Schemas] of a snapshot. Files are read when it asks; upstreams
/// are asked in the background, so that one that is down delays nobody.
@NullMarked
package dev.kiban.gateway.schema;

import org.jspecify.annotations.NullMarked;
