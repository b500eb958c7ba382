package dev.kiban.gateway.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.WireFormat;
import dev.kiban.transcode.http.GrpcCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A server as stingy as the protocol allows: it gives exactly the file that it is asked for.
public final class FakeReflection implements ReflectionCalls {
    final List<String> asked = new ArrayList<>();
    private final Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
    private String version = "v1.";

    /// Also has these files.
    public FakeReflection with(FileDescriptorProto... more) {
        Arrays.stream(more).forEach(file -> files.put(file.getName(), file));
        return this;
    }

    FakeReflection knowingOnly(String onlyVersion) {
        version = onlyVersion + ".";
        return this;
    }

    @Override
    public Outcome call(Call call) {
        if (!call.method().contains(version)) {
            return new Outcome.Failed(GrpcCode.UNIMPLEMENTED, "unknown service");
        }
        return new Outcome.Replies(call.requests().stream().map(this::answer).toList());
    }

    private byte[] answer(byte[] request) {
        try {
            CodedInputStream input = CodedInputStream.newInstance(request);
            int field = WireFormat.getTagFieldNumber(input.readTag());
            String value = input.readStringRequireUtf8();
            asked.add(value);
            return switch (field) {
                case 3 -> file(files.get(value));
                case 4 -> file(defining(value));
                case 7 -> list();
                default -> throw new IllegalArgumentException("unexpected request " + field);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable FileDescriptorProto defining(String service) {
        return files.values().stream()
                .filter(file -> services(file).contains(service))
                .findFirst()
                .orElse(null);
    }

    private byte[] list() throws IOException {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (FileDescriptorProto file : files.values()) {
            for (String service : services(file)) {
                list.writeBytes(field(1, field(1, service.getBytes(UTF_8))));
            }
        }
        list.writeBytes(field(1, field(1, "grpc.reflection.v1.ServerReflection".getBytes(UTF_8))));
        return field(6, list.toByteArray());
    }

    private static byte[] file(@Nullable FileDescriptorProto file) throws IOException {
        return file == null
                ? field(7, field(2, "no such thing".getBytes(UTF_8)))
                : field(4, field(1, file.toByteArray()));
    }

    private static List<String> services(FileDescriptorProto file) {
        return file.getServiceList().stream()
                .map(service -> file.getPackage() + "." + service.getName())
                .toList();
    }

    static byte[] field(int number, byte[] value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        output.writeByteArray(number, value);
        output.flush();
        return bytes.toByteArray();
    }
}
