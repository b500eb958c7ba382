package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Rpc;
import dev.kiban.transcode.Schema;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.http.RouteTable.Found;
import dev.kiban.transcode.http.RouteTable.Lookup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// All annotated methods of `gw_cases.proto` behind one route table, as a gateway has them; and
/// protobuf's own reading of what comes out.
final class TestApi {
    static final Schema SCHEMA = Schema.parse(resource("/protos.binpb"));
    private static final int MAX_BYTES = 1 << 20;

    private final RouteTable<Binding> routes;

    TestApi(BindingOptions options) {
        RouteTableBuilder<Binding> builder = RouteTable.builder();
        for (Rpc rpc : SCHEMA.rpcs()) {
            for (HttpRule rule : HttpRules.of(rpc.descriptor())) {
                Binding binding = Binding.compile(SCHEMA, rpc, rule, options);
                builder.add(binding.httpMethod(), binding.template(), binding);
            }
        }
        routes = builder.build();
    }

    /// What a request to one RPC by one rule becomes.
    static String request(String rpc, HttpRule rule, String target, RequestBody body) {
        return request(rpc, rule, BindingOptions.DEFAULT, target, body);
    }

    static String request(
            String rpc, HttpRule rule, BindingOptions options, String target, RequestBody body) {
        Binding binding = Binding.compile(SCHEMA, SCHEMA.rpc(rpc).orElseThrow(), rule, options);
        RouteTable<Binding> routes =
                RouteTable.<Binding>builder()
                        .add(binding.httpMethod(), binding.template(), binding)
                        .build();
        Found<Binding> found = (Found<Binding>) routes.lookup(rule.httpMethod(), path(target));
        return request(binding, found.match(), query(target), body);
    }

    Lookup<Binding> lookup(String method, String target) {
        return routes.lookup(method, path(target));
    }

    /// The binding of a request that has one.
    Found<Binding> found(String method, String target) {
        return (Found<Binding>) lookup(method, target);
    }

    /// The request message that a request becomes, as JSON.
    String request(String method, String target, RequestBody body) {
        Found<Binding> found = found(method, target);
        return request(found.target(), found.match(), query(target), body);
    }

    static String request(Binding binding, PathMatch match, String query, RequestBody body) {
        ByteSink sink = new ByteSink(MAX_BYTES);
        binding.request(match, query, body, sink);
        return json(binding.rpc().input().descriptor(), sink.toByteArray());
    }

    /// A message as JSON, by protobuf's own parser and printer.
    static String json(Descriptor type, byte[] wire) {
        try {
            return JsonFormat.printer()
                    .omittingInsignificantWhitespace()
                    .print(DynamicMessage.parseFrom(type, wire));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// JSON as a message, by protobuf's own parser.
    static byte[] wire(Descriptor type, String json) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
        try {
            JsonFormat.parser().merge(json, builder);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
        return builder.build().toByteArray();
    }

    /// The body of a reply.
    static String response(Binding binding, byte[] wire) {
        ByteSink sink = new ByteSink(MAX_BYTES);
        binding.response(Slice.of(wire), sink);
        return sink.slice().toString();
    }

    static RequestBody json(String text) {
        return new RequestBody.Json(Slice.utf8(text));
    }

    static RequestBody absent() {
        return new RequestBody.Absent();
    }

    static String path(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    static String query(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(TestApi.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
