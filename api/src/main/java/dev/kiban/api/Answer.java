package dev.kiban.api;

import com.google.protobuf.Message;

/// What a call gets.
///
/// @param status of HTTP
record Answer(int status, Message message) {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    static Answer ok(Message message) {
        return new Answer(OK, message);
    }

    /// The caller is understood, and is told no.
    static Answer no(Message message) {
        return new Answer(FORBIDDEN, message);
    }
}
