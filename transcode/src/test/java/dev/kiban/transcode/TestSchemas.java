package dev.kiban.transcode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The messages of `src/test/protos`, compiled.
final class TestSchemas {

    static final Schema SCHEMA = Schema.parse(resource("/protos.binpb"));

    /// The messages that protobuf's own conformance tests use.
    static final Schema OFFICIAL = Schema.parse(resource("/conformance/test_messages.binpb"));

    static final MessageType SHELF = message("Shelf");
    static final MessageType BOOK = message("Book");
    static final MessageType ALL = message("All");

    private TestSchemas() {}

    static MessageType message(String name) {
        return SCHEMA.message("kiban.test." + name).orElseThrow();
    }

    /// @param name such as `proto3.TestAllTypesProto3`
    static MessageType official(String name) {
        return OFFICIAL.message("protobuf_test_messages." + name).orElseThrow();
    }

    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(TestSchemas.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
