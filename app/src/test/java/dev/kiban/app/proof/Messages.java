package dev.kiban.app.proof;

import com.google.gson.JsonElement;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The message types of the cases' descriptor set; reads JSON with protobuf's own library,
/// independent of ours.
final class Messages {

    private final byte[] descriptorSet;
    private final Map<String, MethodDescriptor> methods = new HashMap<>();
    private final TypeRegistry types;

    private Messages(byte[] descriptorSet, List<FileDescriptor> files) {
        this.descriptorSet = descriptorSet;
        TypeRegistry.Builder registry = TypeRegistry.newBuilder();
        for (FileDescriptor file : files) {
            registry.add(file.getMessageTypes());
            for (ServiceDescriptor service : file.getServices()) {
                service.getMethods()
                        .forEach(
                                method ->
                                        methods.put(
                                                service.getFullName() + "/" + method.getName(),
                                                method));
            }
        }
        this.types = registry.build();
    }

    /// The descriptor set that the build compiled from `src/test/protobuf`.
    static Messages compiled() {
        try (InputStream in = Messages.class.getResourceAsStream("/cases.binpb")) {
            byte[] bytes = in.readAllBytes();
            return new Messages(bytes, link(FileDescriptorSet.parseFrom(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] descriptorSet() {
        return descriptorSet.clone();
    }

    /// The full names of all services, in a stable order.
    List<String> services() {
        return methods.values().stream()
                .map(method -> method.getService().getFullName())
                .distinct()
                .sorted()
                .toList();
    }

    Descriptor request(String rpc) {
        return method(rpc).getInputType();
    }

    Descriptor reply(String rpc) {
        return method(rpc).getOutputType();
    }

    Descriptor type(String fullName) {
        Descriptor type = types.find(fullName);
        if (type == null) {
            throw new IllegalArgumentException("no message type '" + fullName + "'");
        }
        return type;
    }

    DynamicMessage read(Descriptor type, JsonElement json) {
        try {
            DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
            JsonFormat.parser().usingTypeRegistry(types).merge(json.toString(), message);
            return message.build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a " + type.getFullName() + ": " + json, e);
        }
    }

    static DynamicMessage read(Descriptor type, byte[] wire) {
        try {
            return DynamicMessage.parseFrom(type, wire);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("not a " + type.getFullName() + " on the wire", e);
        }
    }

    /// The wire bytes of a `Book`.
    ByteString bookWithTitleOf(int bytes) {
        Descriptor book = type("gwcases.v1.Book");
        return DynamicMessage.newBuilder(book)
                .setField(book.findFieldByName("title"), "x".repeat(bytes))
                .build()
                .toByteString();
    }

    private MethodDescriptor method(String rpc) {
        MethodDescriptor method = methods.get(rpc);
        if (method == null) {
            throw new IllegalArgumentException("no rpc '" + rpc + "'");
        }
        return method;
    }

    /// A descriptor set lists each file after its imports, so that one pass links it.
    private static List<FileDescriptor> link(FileDescriptorSet set) {
        Map<String, FileDescriptor> linked = new HashMap<>();
        for (FileDescriptorProto file : set.getFileList()) {
            FileDescriptor[] imports =
                    file.getDependencyList().stream()
                            .map(linked::get)
                            .toArray(FileDescriptor[]::new);
            try {
                linked.put(file.getName(), FileDescriptor.buildFrom(file, imports));
            } catch (DescriptorValidationException e) {
                throw new IllegalStateException(e);
            }
        }
        return new ArrayList<>(linked.values());
    }
}
