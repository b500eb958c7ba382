package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.JsonOptions;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Rpc;
import dev.kiban.transcode.Schema;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.TextToWire;
import dev.kiban.transcode.WireToJson;
import java.util.List;
import java.util.Optional;

/// A rule compiled against an RPC: makes request messages of HTTP requests, and HTTP bodies of
/// reply messages.
///
/// ```java
/// Binding binding = Binding.compile(schema, rpc, rule, BindingOptions.DEFAULT);
/// binding.request(match, "page_size=5", new RequestBody.Absent(), sink);
/// // send what is in the sink as one gRPC message, take the reply
/// binding.response(reply, sink.reset());
/// ```
///
/// Immutable; safe for all threads.
public final class Binding {
    private final Rpc rpc;
    private final HttpRule rule;
    private final JsonOptions json;
    private final PathTemplate template;
    private final List<Parameter> variables;
    private final Query query;
    private final BodyMapping body;
    private final Optional<FieldDescriptor> responseField;
    private final boolean givesHttpBody;
    private final TextToWire textToWire;
    private final MapEntries mapEntries;
    private final WireToJson wireToJson;

    Binding(BindingCompiler compiled) {
        rpc = compiled.rpc;
        rule = compiled.rule;
        json = compiled.options.json();
        template = compiled.template;
        variables = compiled.variables;
        query = compiled.query;
        body = compiled.body;
        responseField = compiled.responseField;
        givesHttpBody = compiled.givesHttpBody;
        textToWire = compiled.textToWire;
        mapEntries = compiled.mapEntries;
        wireToJson = compiled.wireToJson;
    }

    /// Checks a rule against an RPC and works out all that does not depend on the request.
    ///
    /// @param schema where types of `Any` are looked up
    /// @throws BindingFault with all that is wrong
    public static Binding compile(Schema schema, Rpc rpc, HttpRule rule, BindingOptions options) {
        return new BindingCompiler(schema, rpc, rule, options).compile();
    }

    /// The RPC to call.
    public Rpc rpc() {
        return rpc;
    }

    /// What it was compiled from.
    public HttpRule rule() {
        return rule;
    }

    /// How its JSON looks.
    public JsonOptions json() {
        return json;
    }

    /// The HTTP method, or `*` for any: with [#template()], where to find the binding.
    public String httpMethod() {
        return rule.httpMethod();
    }

    /// The paths that lead here.
    public PathTemplate template() {
        return template;
    }

    /// Does the request body fill a part of the message?
    public boolean takesBody() {
        return !(body instanceof NoBody);
    }

    /// Does the request body go through as it is, in a `google.api.HttpBody`?
    public boolean takesHttpBody() {
        return body instanceof RawBody;
    }

    /// Is the reply's body in a `google.api.HttpBody`? Then it is [#httpBody] and not JSON.
    public boolean givesHttpBody() {
        return givesHttpBody;
    }

    /// Can the reply be given as protobuf? Not if `response_body` is a list, a map or a scalar.
    public boolean givesProtobuf() {
        return responseField.isEmpty() || FieldBody.isMessage(responseField.get());
    }

    /// Names the body of a request by its content type.
    ///
    /// @param contentType as the client sent it; empty, if it did not, is JSON
    /// @return empty if the method cannot read that type: an HTTP 415
    public Optional<RequestBody> body(String contentType, Slice bytes) {
        if (takesHttpBody()) {
            return Optional.of(new RequestBody.Raw(contentType, bytes));
        }
        if (bytes.length() == 0) {
            return Optional.of(new RequestBody.Absent());
        }
        if (contentType.isEmpty() || body instanceof NoBody) {
            return Optional.of(new RequestBody.Json(bytes));
        }
        return MediaType.of(contentType).flatMap(type -> body(type, bytes));
    }

    private Optional<RequestBody> body(MediaType type, Slice bytes) {
        return switch (type) {
            case JSON, NDJSON -> Optional.of(new RequestBody.Json(bytes));
            case PROTOBUF ->
                    body.takesProtobuf()
                            ? Optional.of(new RequestBody.Protobuf(bytes))
                            : Optional.empty();
            case EVENT_STREAM -> Optional.empty();
        };
    }

    /// Appends the request message to the sink: what the path sets, what the query sets, what the
    /// body sets. In a stream of requests, each message has all three.
    ///
    /// @param match of this binding's template
    /// @param rawQuery what is after the `?` on the request line, without it
    /// @throws Refusal naming the field at fault; the sink then holds rubbish
    public void request(PathMatch match, String rawQuery, RequestBody content, ByteSink sink) {
        if (rawQuery.isEmpty() && content instanceof RequestBody.Absent) {
            for (int i = 0; i < variables.size(); i++) {
                textToWire.field(variables.get(i).path(), Slice.utf8(match.value(i)), sink);
            }
            return;
        }
        UrlFields url = new UrlFields(textToWire, mapEntries, sink);
        for (int i = 0; i < variables.size(); i++) {
            url.path(variables.get(i), match.value(i));
        }
        query.read(rawQuery, url);
        body.write(content, url, sink);
    }

    /// Appends the JSON of a reply message, or of its `response_body`, to the sink.
    ///
    /// @throws Refusal if the reply is not the message that the schema says
    public void response(Slice wire, ByteSink sink) {
        if (responseField.isEmpty()) {
            wireToJson.message(rpc.output(), wire, sink);
        } else {
            wireToJson.field(rpc.output(), responseField.get().getNumber(), wire, sink);
        }
    }

    /// The reply message, or the message in its `response_body`, as protobuf; copied only if it
    /// came in pieces.
    ///
    /// @throws Refusal if the reply is not a message
    public Slice protobufResponse(Slice wire) {
        return responseField.isEmpty()
                ? wire
                : WireReader.message(wire, responseField.get().getNumber());
    }

    /// The content in a reply message, if [#givesHttpBody()].
    ///
    /// @throws Refusal if the reply is not such a message
    public HttpBody httpBody(Slice wire) {
        return HttpBody.read(protobufResponse(wire));
    }

    @Override
    public String toString() {
        return rule + " to " + rpc.fullName();
    }
}
