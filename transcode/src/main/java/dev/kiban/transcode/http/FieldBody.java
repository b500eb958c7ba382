package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.kiban.transcode.BodyWatch;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.JsonToWire;
import dev.kiban.transcode.MessageType;
import dev.kiban.transcode.PresentPaths;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import java.util.Optional;

/// `body: "shelf"`: the body is one field of the message. The query may set fields in it that the
/// body does not set.
///
/// @param mask the update mask to fill in, if this is a PATCH that has one
record FieldBody(
        MessageType type, FieldDescriptor field, JsonToWire jsonToWire, Optional<PatchMask> mask)
        implements BodyMapping {

    @Override
    public void write(RequestBody body, UrlFields url, ByteSink sink) {
        switch (body) {
            case RequestBody.Absent() -> {}
            case RequestBody.Json(Slice text) -> {
                if (text.length() > 0) {
                    json(text, url, sink);
                }
            }
            case RequestBody.Protobuf(Slice wire) -> protobuf(wire, url, sink);
            case RequestBody.Raw(String contentType, _) ->
                    throw BodyMapping.unreadable(contentType);
        }
    }

    private void json(Slice text, UrlFields url, ByteSink sink) {
        boolean apart = url.meeting(field).isEmpty();
        BodyWatch watch = apart ? BodyWatch.NONE : BodyWatch.bound(url.bound());
        if (mask.isEmpty() || mask.get().isSetBy(url)) {
            jsonToWire.field(type, field.getNumber(), text, watch, sink);
            return;
        }
        PresentPaths present = new PresentPaths();
        jsonToWire.field(type, field.getNumber(), text, watch.recording(present), sink);
        mask.get().write(present.paths(), sink);
    }

    private void protobuf(Slice wire, UrlFields url, ByteSink sink) {
        if (!takesProtobuf()) {
            throw Refusal.invalid("a protobuf body must be a message, and this field is none")
                    .inField(field.getName());
        }
        url.guardsWithin(field).check(wire);
        WireOut.message(field, wire, sink);
    }

    @Override
    public boolean takesProtobuf() {
        return isMessage(field);
    }

    /// One message: not a list of them, nor a map.
    static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE && !field.isRepeated();
    }
}
