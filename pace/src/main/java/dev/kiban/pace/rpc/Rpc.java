package dev.kiban.pace.rpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.nio.ByteBuffer;

/// One of the calls that there are: how its message is read, and what is done then.
record Rpc<Q extends Message>(Parser<Q> parser, Act<Q> act) {

    /// What a call does.
    @FunctionalInterface
    interface Act<Q> {
        /// Begins it; it is answered before this returns, or later.
        ///
        /// @return what to do if nobody wants the answer any more
        Runnable begin(RpcCall call, Q request);
    }

    /// Reads the message, and begins.
    ///
    /// @throws InvalidProtocolBufferException if it is none
    Runnable begin(RpcCall call, ByteBuffer message) throws InvalidProtocolBufferException {
        return act.begin(call, parser.parseFrom(message));
    }
}
