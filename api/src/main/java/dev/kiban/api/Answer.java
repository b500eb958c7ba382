package dev.kiban.api;

import com.google.protobuf.Message;
import dev.kiban.transcode.http.GrpcCode;

/// What a call gets.
///
/// @param code whether the caller may go on
/// @param why not; empty text if they may
record Answer(GrpcCode code, String why, Message message) {

    static Answer ok(Message message) {
        return new Answer(GrpcCode.OK, "", message);
    }

    /// The caller is understood, and is told no.
    static Answer no(String why, Message message) {
        return new Answer(GrpcCode.PERMISSION_DENIED, why, message);
    }
}
