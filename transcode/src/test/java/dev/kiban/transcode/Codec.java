package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;

/// The codec as tests call it.
final class Codec {

    private static final int MAX_OUTPUT = 1 << 20;

    private Codec() {}

    static byte[] toWire(MessageType type, String json) {
        return toWire(type, json, JsonOptions.DEFAULT);
    }

    static byte[] toWire(MessageType type, String json, JsonOptions options) {
        ByteSink sink = new ByteSink(MAX_OUTPUT);
        new JsonToWire(TestSchemas.SCHEMA, options, Limits.DEFAULT)
                .message(type, Slice.utf8(json), BodyWatch.NONE, sink);
        return sink.toByteArray();
    }

    static String toJson(MessageType type, byte[] wire) {
        return toJson(type, wire, JsonOptions.DEFAULT);
    }

    static String toJson(MessageType type, byte[] wire, JsonOptions options) {
        ByteSink sink = new ByteSink(MAX_OUTPUT);
        new WireToJson(TestSchemas.SCHEMA, options, Limits.DEFAULT)
                .message(type, Slice.of(wire), sink);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }
}
