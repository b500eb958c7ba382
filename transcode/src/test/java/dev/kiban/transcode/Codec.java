package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The codec as tests call it.
final class Codec {

    private static final int MAX_OUTPUT = 1 << 20;

    private Codec() {}

    static byte[] toWire(MessageType type, String json) {
        return toWire(type, json, JsonOptions.DEFAULT);
    }

    static byte[] toWire(MessageType type, String json, JsonOptions options) {
        return toWire(type, json.getBytes(StandardCharsets.UTF_8), options);
    }

    static byte[] toWire(MessageType type, byte[] json, JsonOptions options) {
        ByteSink sink = new ByteSink(MAX_OUTPUT);
        new JsonToWire(TestSchemas.SCHEMA, options, Limits.DEFAULT)
                .message(type, Slice.of(json), BodyWatch.NONE, sink);
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

    /// Reads JSON and prints it again.
    static String again(MessageType type, String json) {
        return toJson(type, toWire(type, json));
    }

    /// The message of the refusal that this JSON gets.
    static String refusal(MessageType type, String json) {
        return refusal(() -> toWire(type, json));
    }

    /// The message of the refusal that these wire bytes get.
    static String refusal(MessageType type, byte[] wire) {
        return refusal(() -> toJson(type, wire));
    }

    static String refusal(Runnable translation) {
        try {
            translation.run();
        } catch (Refusal e) {
            return e.getMessage();
        }
        throw new AssertionError("not refused");
    }

    /// Bytes from hexadecimal digits, spaces ignored.
    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
