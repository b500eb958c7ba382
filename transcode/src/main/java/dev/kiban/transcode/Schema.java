package dev.kiban.transcode;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The compiled message types and RPCs of a descriptor set. Immutable; to be kept as long as the
/// descriptors are valid.
///
/// ```java
/// Schema schema = Schema.parse(Files.readAllBytes(Path.of("item.binpb")));
/// MessageType item = schema.message("fleamarket.item.v1.Item").orElseThrow();
/// ```
public final class Schema {

    private final Map<String, MessageType> messages = new LinkedHashMap<>();
    private final Map<String, Rpc> rpcs = new LinkedHashMap<>();
    private final NameIndex<MessageTable> tables;

    private Schema(Collection<FileDescriptor> files) {
        Map<String, MessageTable> compiled = Tables.compile(files);
        compiled.forEach((name, table) -> messages.put(name, new MessageType(table)));
        tables = new NameIndex<>(compiled);
        for (FileDescriptor file : files) {
            for (ServiceDescriptor service : file.getServices()) {
                service.getMethods().forEach(this::addRpc);
            }
        }
    }

    private void addRpc(MethodDescriptor method) {
        MessageType input =
                Objects.requireNonNull(messages.get(method.getInputType().getFullName()));
        MessageType output =
                Objects.requireNonNull(messages.get(method.getOutputType().getFullName()));
        Rpc rpc = new Rpc(method, input, output);
        rpcs.put(rpc.fullName(), rpc);
    }

    /// @param descriptorSet a serialized `google.protobuf.FileDescriptorSet`, with imports
    /// @throws SchemaFault if it cannot be read, or does not hold together
    public static Schema parse(byte[] descriptorSet) {
        try {
            return of(FileDescriptorSet.parseFrom(descriptorSet));
        } catch (InvalidProtocolBufferException e) {
            throw new SchemaFault("this is not a descriptor set: " + e.getMessage(), e);
        }
    }

    /// @param descriptorSet with imports
    /// @throws SchemaFault if it does not hold together
    public static Schema of(FileDescriptorSet descriptorSet) {
        return new Schema(DescriptorFiles.link(descriptorSet));
    }

    /// @param fullName such as `fleamarket.item.v1.Item`
    public Optional<MessageType> message(String fullName) {
        return Optional.ofNullable(messages.get(fullName));
    }

    /// All RPCs, in the order of the files.
    public List<Rpc> rpcs() {
        return List.copyOf(rpcs.values());
    }

    /// @param fullName such as `fleamarket.item.v1.ItemService/GetItem`
    public Optional<Rpc> rpc(String fullName) {
        return Optional.ofNullable(rpcs.get(fullName));
    }

    /// The type with the name that lies between `from` and `to`, or null.
    @Nullable MessageTable table(byte[] bytes, int from, int to) {
        return tables.get(bytes, from, to);
    }
}
