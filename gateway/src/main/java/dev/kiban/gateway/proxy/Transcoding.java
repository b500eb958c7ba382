package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Rpc;
import dev.kiban.transcode.http.PathMatch;

/// Begins the call that a request is translated to.
final class Transcoding {
    private Transcoding() {}

    static void begin(Request request, TranscodedTarget target, PathMatch match) {
        Rpc rpc = target.binding().rpc();
        int limit = target.limits().requestBytes();
        if (!rpc.clientStreaming() && BodySize.isAnnouncedOver(limit, request.headers())) {
            Answers.status(request, Failure.requestTooLarge(limit), target.errors());
            return;
        }
        try {
            if (rpc.clientStreaming() || rpc.serverStreaming()) {
                new StreamCall(request, target, match).begin();
            } else {
                new UnaryCall(request, target, match).begin();
            }
        } catch (Refusal refusal) {
            Answers.status(request, Failure.ofRequest(refusal), target.errors());
            return;
        }
        if (!request.isOver() && BodySize.isAwaited(request.headers())) {
            request.exchange().sendContinue();
        }
    }
}
