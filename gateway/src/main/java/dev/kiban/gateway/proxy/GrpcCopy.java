package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.runtime.http.Call;
import dev.kiban.transcode.http.GrpcTimeout;

/// A gRPC call with one message, to be made again. It has all of the route's time.
final class GrpcCopy implements Copy.Content {
    private final Request request;
    private final GrpcTarget target;
    private final byte[] frame;

    /// @param frame of the message
    GrpcCopy(Request request, GrpcTarget target, byte[] frame) {
        this.request = request;
        this.target = target;
        this.frame = frame;
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public void ask(Call call) {
        GrpcHead.ask(call, request, target, CallTime.of(request, target));
        call.headers().set(Names.GRPC_TIMEOUT, GrpcTimeout.format(target.timeout()));
    }

    @Override
    public byte[] body() {
        return frame;
    }
}
