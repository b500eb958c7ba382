package dev.kiban.gateway;

import dev.kiban.transcode.http.PathMatch;
import java.util.Set;

/// What a plan says about a request.
public sealed interface Routing {

    /// To a gRPC method, through the codec.
    record ToTranscoded(Target.TranscodedTarget target, PathMatch match) implements Routing {}

    /// To a gRPC method, as it is.
    record ToGrpc(Target.GrpcTarget target) implements Routing {}

    /// To an HTTP upstream, as it is.
    record ToHttp(Target.HttpTarget target) implements Routing {}

    /// The path is known, but not with this method.
    record WrongMethod(Set<String> allow) implements Routing {}

    /// Nobody has this path.
    record NotFound() implements Routing {}

    /// The path is malformed.
    record BadPath(String why) implements Routing {}

    /// Perhaps somebody has it: the schema of a service is not known yet.
    record NotYet(String why) implements Routing {}
}
