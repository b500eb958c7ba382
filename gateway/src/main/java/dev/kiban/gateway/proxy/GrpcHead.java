package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.runtime.http.Call;
import dev.kiban.runtime.http.Headers;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.http.Metadata;

/// Heads of gRPC calls that we make for HTTP clients, and what of their replies is for those
/// clients.
final class GrpcHead {
    private static final CharSequence ENCODINGS = Headers.ascii("identity,gzip");

    private GrpcHead() {}

    /// Fills in the head of a call.
    ///
    /// @throws Refusal if a header of the request cannot be metadata
    static void ask(Call call, Request request, GrpcTarget target, CallTime time) {
        Headers headers = call.headers();
        call.ask("POST", target.path());
        headers.add(Names.CONTENT_TYPE, Names.APPLICATION_GRPC);
        headers.add(Names.TE, Names.TRAILERS);
        headers.add(Names.GRPC_ACCEPT_ENCODING, ENCODINGS);
        Metadata.ofRequest(
                request.headers().fields(),
                request.headers().get(Names.CONNECTION, ""),
                (name, value) -> ForwardedHeaders.addUnlessOurs(name, value, headers));
        time.tell(headers);
        ForwardedHeaders.sayWhoAsked(request, headers);
        ForwardedHeaders.sayWhoCalls(request, headers);
        Tracing.carryOn(request.trace(), headers);
    }

    /// Hands metadata of a reply to the client as headers.
    static void answer(Headers metadata, Request request) {
        Metadata.ofReply(
                metadata.fields(),
                (name, value) -> ForwardedHeaders.addToAnswer(name, value, request));
    }
}
