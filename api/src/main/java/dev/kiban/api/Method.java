package dev.kiban.api;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.kiban.access.Caller;
import dev.kiban.transcode.JsonOptions.UnknownFields;
import java.util.Optional;
import java.util.function.Function;

/// A call of the API: how it is read, and who answers it.
///
/// @param rpc such as `kiban.api.v1.GateService/AskGate`
/// @param unknown what to do with fields that nobody knows
/// @param token where the message itself says who calls, for callers that send no headers
record Method<Q extends Message>(
        String rpc,
        Parser<Q> parser,
        UnknownFields unknown,
        Optional<Function<Q, String>> token,
        Act<Q> act) {

    /// Answers.
    @FunctionalInterface
    interface Act<Q> {
        /// @throws ApiRefusal if the call is not answered
        Answer answer(Desk desk, Caller caller, Q request);
    }

    /// Read strictly; the token is in the header.
    static <Q extends Message> Method<Q> of(String rpc, Parser<Q> parser, Act<Q> act) {
        return new Method<>(rpc, parser, UnknownFields.REJECT, Optional.empty(), act);
    }

    /// From a program that does not know us: its later versions may say more.
    Method<Q> fromForeigner(Function<Q, String> tokenOf) {
        return new Method<>(rpc, parser, UnknownFields.IGNORE, Optional.of(tokenOf), act);
    }

    /// Whether its message may say who calls.
    boolean tellsCaller() {
        return token.isPresent();
    }

    /// The bytes as its message.
    ///
    /// @throws ApiRefusal if they are none
    Asked<Q> read(byte[] wire) {
        try {
            CodedInputStream input = CodedInputStream.newInstance(wire);
            input.setRecursionLimit(ApiJson.LIMITS.maxDepth());
            Q message = parser.parseFrom(input);
            input.checkLastTagWas(0);
            return new Asked<>(this, message);
        } catch (InvalidProtocolBufferException e) {
            throw ApiRefusal.invalid("this is no message of %s: %s".formatted(rpc, e.getMessage()));
        }
    }

    /// A call that has been read.
    record Asked<Q extends Message>(Method<Q> method, Q message) {

        /// Who calls, by the message; empty text if it does not say.
        String token() {
            return method.token().map(where -> where.apply(message)).orElse("");
        }

        Answer answer(Desk desk, Caller caller) {
            return method.act().answer(desk, caller, message);
        }
    }
}
