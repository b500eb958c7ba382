package dev.kiban.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Makes the tables of all messages and enums of some files: first each message, empty, then their
/// fields.
final class Tables {

    private final Map<String, MessageTable> messages = new LinkedHashMap<>();
    private final Map<String, EnumTable> enumerations = new HashMap<>();
    private final Map<String, List<FieldDescriptor>> extensions = new HashMap<>();

    private Tables() {}

    static Map<String, MessageTable> compile(Collection<FileDescriptor> files) {
        Tables tables = new Tables();
        for (FileDescriptor file : files) {
            file.getMessageTypes().forEach(tables::declare);
            file.getExtensions().forEach(tables::extend);
        }
        for (MessageTable table : tables.messages.values()) {
            table.link(tables.extensions.getOrDefault(table.fullName, List.of()), tables);
        }
        return tables.messages;
    }

    private void declare(Descriptor descriptor) {
        MessageTable other = messages.put(descriptor.getFullName(), new MessageTable(descriptor));
        if (other != null) {
            throw new SchemaFault(
                    "'"
                            + other.descriptor.getFile().getName()
                            + "' and '"
                            + descriptor.getFile().getName()
                            + "' both define '"
                            + descriptor.getFullName()
                            + "'");
        }
        SchemaRules.require(descriptor);
        descriptor.getExtensions().forEach(this::extend);
        descriptor.getNestedTypes().forEach(this::declare);
    }

    private void extend(FieldDescriptor extension) {
        extensions
                .computeIfAbsent(
                        extension.getContainingType().getFullName(), _ -> new ArrayList<>())
                .add(extension);
    }

    MessageTable message(Descriptor descriptor) {
        return Objects.requireNonNull(messages.get(descriptor.getFullName()));
    }

    EnumTable enumeration(EnumDescriptor descriptor) {
        return enumerations.computeIfAbsent(
                descriptor.getFullName(), _ -> new EnumTable(descriptor));
    }
}
