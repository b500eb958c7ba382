package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import java.util.Optional;

/// The body is a `google.api.HttpBody`: its bytes and its content type go through as they are.
///
/// @param field the field that is one; empty if the whole message is
record RawBody(Optional<FieldDescriptor> field) implements BodyMapping {

    @Override
    public void write(RequestBody body, UrlFields url, ByteSink sink) {
        switch (body) {
            case RequestBody.Absent() -> {}
            case RequestBody.Json(Slice text) -> raw(MediaType.JSON.contentType(), text, url, sink);
            case RequestBody.Protobuf(Slice wire) ->
                    raw(MediaType.PROTOBUF.contentType(), wire, url, sink);
            case RequestBody.Raw(String contentType, Slice bytes) ->
                    raw(contentType, bytes, url, sink);
        }
    }

    private void raw(String contentType, Slice bytes, UrlFields url, ByteSink sink) {
        if (field.isEmpty()) {
            HttpBody.write(contentType, bytes, sink);
            return;
        }
        Optional<Parameter> clash = url.meeting(field.get());
        if (clash.isPresent()) {
            throw Refusal.invalid("the body sets this field, so the URL must not")
                    .inField(clash.get().toString());
        }
        HttpBody.write(field.get().getNumber(), contentType, bytes, sink);
    }

    @Override
    public boolean takesProtobuf() {
        return false;
    }
}
