package dev.kiban.transcode.http;

import dev.kiban.transcode.BodyWatch;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.JsonToWire;
import dev.kiban.transcode.MessageType;
import dev.kiban.transcode.Slice;

/// `body: "*"`: the body is the whole message, without the fields of the path.
record MessageBody(MessageType type, JsonToWire jsonToWire) implements BodyMapping {

    @Override
    public void write(RequestBody body, UrlFields url, ByteSink sink) {
        switch (body) {
            case RequestBody.Absent() -> {}
            case RequestBody.Json(Slice text) -> {
                if (text.length() > 0) {
                    jsonToWire.message(type, text, BodyWatch.bound(url.bound()), sink);
                }
            }
            case RequestBody.Protobuf(Slice wire) -> {
                url.guards().check(wire);
                sink.write(wire.array(), wire.from(), wire.to());
            }
            case RequestBody.Raw(String contentType, _) ->
                    throw BodyMapping.unreadable(contentType);
        }
    }

    @Override
    public boolean takesProtobuf() {
        return true;
    }
}
