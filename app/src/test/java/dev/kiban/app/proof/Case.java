package dev.kiban.app.proof;

import java.util.List;

/// One black-box case: a request in front, a script behind, and what both ends must see.
///
/// @param mode the options of the route that it needs, as `name=value`; empty for the defaults
record Case(
        String id,
        String title,
        Tier tier,
        String mode,
        Request request,
        Script script,
        ExpectedCall call,
        List<Check> checks) {

    enum Tier {
        /// References agree, or the specification is clear.
        MUST,
        /// Wanted; some references lack it.
        SHOULD,
        /// References disagree; ours is in docs/reference/transcoding.md.
        CHOOSE
    }

    String name() {
        return id + " " + title;
    }

    /// A native gRPC call goes through a gRPC client, as it needs HTTP/2 and trailers.
    boolean isNative() {
        return request.headers().stream()
                .anyMatch(
                        header ->
                                header.name().equalsIgnoreCase("content-type")
                                        && header.value().startsWith("application/grpc")
                                        && !header.value().startsWith("application/grpc-web"));
    }
}
