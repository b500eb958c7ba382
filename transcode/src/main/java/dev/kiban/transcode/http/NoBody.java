package dev.kiban.transcode.http;

import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;

/// A rule without `body`: an empty one is fine, another one would be lost and is refused.
record NoBody() implements BodyMapping {

    @Override
    public void write(RequestBody body, UrlFields url, ByteSink sink) {
        Slice bytes =
                switch (body) {
                    case RequestBody.Absent() -> Slice.of(new byte[0]);
                    case RequestBody.Json(Slice text) -> text;
                    case RequestBody.Protobuf(Slice wire) -> wire;
                    case RequestBody.Raw(_, Slice raw) -> raw;
                };
        if (bytes.length() > 0) {
            throw Refusal.invalid("this method takes no body: its fields are in the URL");
        }
    }

    @Override
    public boolean takesProtobuf() {
        return false;
    }
}
