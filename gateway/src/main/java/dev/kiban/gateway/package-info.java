/// Requests in, gRPC or HTTP out.
///
/// {@link dev.kiban.gateway.GatewayPlan} is everything that is needed to serve, compiled from one
/// snapshot of definitions and the schemas of its services: pure values, no I/O. {@code
/// gateway.proxy} serves by it; {@code gateway.schema} finds the schemas. What became of each
/// request is handed to a {@link dev.kiban.gateway.RequestLog}.
@NullMarked
package dev.kiban.gateway;

import org.jspecify.annotations.NullMarked;
