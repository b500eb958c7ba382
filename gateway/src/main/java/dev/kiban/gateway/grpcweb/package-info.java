/// gRPC-Web: the framing in which browsers call gRPC, as pages cannot read trailers nor speak
/// HTTP/2 frame by frame.
///
/// An exchange in this framing is wrapped as soon as it arrives, and is native gRPC to all that
/// comes after: routes, access, limits and the call know nothing of it. Start at
/// [GrpcWebExchange][dev.kiban.gateway.grpcweb.GrpcWebExchange].
///
/// The protocol: `PROTOCOL-WEB.md` of the gRPC project.
@NullMarked
package dev.kiban.gateway.grpcweb;

import org.jspecify.annotations.NullMarked;
