package dev.kiban.api;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.StatusProto;
import dev.kiban.protos.v1.CorrectionProto;
import dev.kiban.protos.v1.EventProto;
import dev.kiban.protos.v1.FlowProto;
import dev.kiban.protos.v1.GateProto;
import dev.kiban.protos.v1.PaceProto;
import dev.kiban.protos.v1.ReleaseProto;
import dev.kiban.protos.v1.RunProto;
import dev.kiban.protos.v1.TrafficProto;
import dev.kiban.transcode.BodyWatch;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.JsonOptions;
import dev.kiban.transcode.JsonOptions.Defaults;
import dev.kiban.transcode.JsonOptions.UnknownFields;
import dev.kiban.transcode.JsonToWire;
import dev.kiban.transcode.Limits;
import dev.kiban.transcode.Schema;
import dev.kiban.transcode.Slice;
import dev.kiban.transcode.WireToJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The messages of the API as JSON. All fields are there, so that who reads one need not know its
/// default.
public final class ApiJson {
    /// Depth and bytes of a message.
    static final Limits LIMITS = new Limits(16, 1 << 20);

    static final JsonOptions OPTIONS = JsonOptions.DEFAULT.with(Defaults.PRINT);

    static final Schema SCHEMA =
            schema(
                    List.of(
                            GateProto.getDescriptor(),
                            ReleaseProto.getDescriptor(),
                            CorrectionProto.getDescriptor(),
                            EventProto.getDescriptor(),
                            FlowProto.getDescriptor(),
                            PaceProto.getDescriptor(),
                            TrafficProto.getDescriptor(),
                            RunProto.getDescriptor(),
                            StatusProto.getDescriptor()));

    /// What later versions say besides is passed over.
    private static final JsonToWire READER =
            new JsonToWire(SCHEMA, OPTIONS.with(UnknownFields.IGNORE), LIMITS);

    private static final WireToJson PRINTER = new WireToJson(SCHEMA, OPTIONS, LIMITS);

    private ApiJson() {}

    /// The JSON of a message, in one line.
    public static String print(Message message) {
        return new String(bytes(message), StandardCharsets.UTF_8);
    }

    /// The message that JSON says.
    ///
    /// @param type any message of its type
    /// @throws dev.kiban.transcode.Refusal if it is none
    public static <M extends Message> M read(String json, M type) {
        ByteSink wire = new ByteSink(LIMITS.maxBytes());
        READER.message(
                SCHEMA.message(type.getDescriptorForType().getFullName()).orElseThrow(),
                Slice.of(json.getBytes(StandardCharsets.UTF_8)),
                BodyWatch.NONE,
                wire);
        try {
            @SuppressWarnings("unchecked") // a parser makes messages of its own type
            M message = (M) type.getParserForType().parseFrom(wire.toByteArray());
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e); // we wrote it
        }
    }

    static byte[] bytes(Message message) {
        ByteSink sink = new ByteSink(LIMITS.maxBytes());
        PRINTER.message(
                SCHEMA.message(message.getDescriptorForType().getFullName()).orElseThrow(),
                Slice.of(message.toByteArray()),
                sink);
        sink.write('\n');
        return sink.toByteArray();
    }

    private static Schema schema(List<FileDescriptor> files) {
        Set<FileDescriptor> all = new LinkedHashSet<>();
        files.forEach(file -> addWithImports(file, all));
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        all.forEach(file -> set.addFile(file.toProto()));
        return Schema.of(set.build());
    }

    private static void addWithImports(FileDescriptor file, Set<FileDescriptor> all) {
        file.getDependencies().forEach(imported -> addWithImports(imported, all));
        all.add(file);
    }
}
