package dev.kiban.transcode.http;

import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Refusal;

/// Where the HTTP body of a request goes in the request message: what `body` in a rule says.
///
/// The URL has been written to the sink before; the wire format merges what follows.
sealed interface BodyMapping permits NoBody, MessageBody, FieldBody, RawBody {

    /// Appends what the body sets.
    ///
    /// @param url what it must leave alone
    void write(RequestBody body, UrlFields url, ByteSink sink);

    /// Can the body be a protobuf message?
    boolean takesProtobuf();

    /// For a body that is neither JSON nor protobuf, where one of them is due.
    static Refusal unreadable(String contentType) {
        return Refusal.invalid("a body of type '" + contentType + "' is neither JSON nor protobuf");
    }
}
