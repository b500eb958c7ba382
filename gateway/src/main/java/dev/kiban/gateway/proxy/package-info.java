/// The data path: takes requests on event loops and serves each by the plan that was current when
/// its head arrived.
///
/// {@link dev.kiban.gateway.proxy.Gateway} is the door. Each event loop has a `LoopGateway`, which
/// finds the way of a request and gives it to one of three: `UnaryCall` and `StreamCall` for JSON
/// and protobuf clients of gRPC services, `GrpcForward` for gRPC clients, `HttpForward` for HTTP
/// upstreams. Nothing here is shared among loops.
@NullMarked
package dev.kiban.gateway.proxy;

import org.jspecify.annotations.NullMarked;
