package dev.kiban.transcode.http;

import dev.kiban.transcode.Slice;

/// The body of an HTTP request, or of one element of a stream of requests, by what it is.
public sealed interface RequestBody {

    /// There is no body.
    record Absent() implements RequestBody {}

    /// JSON text; empty is absent.
    record Json(Slice text) implements RequestBody {}

    /// A protobuf message: the one that the JSON would be the JSON of.
    record Protobuf(Slice wire) implements RequestBody {}

    /// Bytes of any kind for a `google.api.HttpBody`.
    ///
    /// @param contentType as the client sent it; empty if it did not
    record Raw(String contentType, Slice bytes) implements RequestBody {}
}
