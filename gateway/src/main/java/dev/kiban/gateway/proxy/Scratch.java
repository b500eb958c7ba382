package dev.kiban.gateway.proxy;

import dev.kiban.transcode.ByteSink;

/// Room to write one message in, used again by the requests of one loop. Never kept over a turn of
/// the loop.
final class Scratch {
    /// More than this is not kept for the next request.
    private static final int KEPT_BYTES = 1 << 20;

    private ByteSink sink = new ByteSink(KEPT_BYTES);

    /// An empty sink that takes at least `limit` bytes.
    ByteSink take(int limit) {
        if (sink.limit() < limit || sink.array().length > KEPT_BYTES) {
            sink = new ByteSink(Math.max(limit, KEPT_BYTES));
        }
        return sink.reset();
    }
}
