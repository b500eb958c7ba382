package dev.kiban.gateway.proxy;

import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.http.PathMatch;
import dev.kiban.transcode.http.RequestBody;
import java.util.Arrays;

/// Makes gRPC frames of what one HTTP request carries.
final class RequestEncoder {
    private static final byte[] NO_PREFIX_YET = new byte[GrpcFrames.PREFIX];

    private final TranscodedTarget target;
    private final PathMatch match;
    private final String query;
    private final Scratch scratch;

    RequestEncoder(TranscodedTarget target, PathMatch match, Request request) {
        this.target = target;
        this.match = match;
        this.query = request.query();
        this.scratch = request.gateway().scratch();
    }

    /// One message with its prefix.
    ///
    /// @throws Refusal naming the field at fault
    byte[] frame(RequestBody body) {
        int limit = target.limits().requestBytes();
        ByteSink sink = scratch.take(limit + GrpcFrames.PREFIX);
        sink.write(NO_PREFIX_YET);
        target.binding().request(match, query, body, sink);
        int length = sink.length() - GrpcFrames.PREFIX;
        if (length > limit) {
            throw Refusal.tooLarge("the request message is larger than " + limit + " bytes");
        }
        byte[] frame = Arrays.copyOf(sink.array(), sink.length());
        frame[1] = (byte) (length >>> 24);
        frame[2] = (byte) (length >>> 16);
        frame[3] = (byte) (length >>> 8);
        frame[4] = (byte) length;
        return frame;
    }
}
