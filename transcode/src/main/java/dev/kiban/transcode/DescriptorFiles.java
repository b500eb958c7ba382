package dev.kiban.transcode;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Links the files of a descriptor set with their imports. The well-known files are always there,
/// so that any message can be in an `Any`; a set's own copy of such a file goes first.
final class DescriptorFiles {

    private static final List<FileDescriptor> WELL_KNOWN =
            List.of(
                    AnyProto.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    WrappersProto.getDescriptor(),
                    DescriptorProtos.getDescriptor());

    private static final int MAX_IMPORT_DEPTH = 500;

    private final Map<String, FileDescriptorProto> sources = new LinkedHashMap<>();
    private final Map<String, FileDescriptor> linked = new LinkedHashMap<>();
    private final Set<String> open = new HashSet<>();

    private DescriptorFiles() {}

    /// A message of the well-known files, as protobuf defines it.
    static Descriptor wellKnown(String fullName) {
        return WELL_KNOWN.stream()
                .flatMap(file -> file.getMessageTypes().stream())
                .filter(message -> message.getFullName().equals(fullName))
                .findFirst()
                .orElseThrow();
    }

    /// @throws SchemaFault if an import is missing, or a file is wrong in itself
    static Collection<FileDescriptor> link(FileDescriptorSet set) {
        DescriptorFiles files = new DescriptorFiles();
        for (FileDescriptorProto source : set.getFileList()) {
            FileDescriptorProto other = files.sources.putIfAbsent(source.getName(), source);
            if (other != null && !other.equals(source)) {
                throw new SchemaFault(
                        "the descriptor set has two different files '" + source.getName() + "'");
            }
        }
        Set<String> declared = files.declaredMessages();
        for (FileDescriptor wellKnown : WELL_KNOWN) {
            if (!files.sources.containsKey(wellKnown.getName())
                    && wellKnown.getMessageTypes().stream()
                            .noneMatch(message -> declared.contains(message.getFullName()))) {
                files.linked.put(wellKnown.getName(), wellKnown);
            }
        }
        for (FileDescriptorProto source : files.sources.values()) {
            files.link(source, 1);
        }
        return files.linked.values();
    }

    /// The full names of messages that are not in others.
    private Set<String> declaredMessages() {
        Set<String> names = new HashSet<>();
        for (FileDescriptorProto source : sources.values()) {
            String prefix = source.getPackage().isEmpty() ? "" : source.getPackage() + ".";
            source.getMessageTypeList().forEach(message -> names.add(prefix + message.getName()));
        }
        return names;
    }

    /// @param depth how many files import each other up to this one
    private FileDescriptor link(FileDescriptorProto source, int depth) {
        FileDescriptor done = linked.get(source.getName());
        if (done != null) {
            return done;
        }
        if (!open.add(source.getName())) {
            throw new SchemaFault("'" + source.getName() + "' imports itself, by way of others");
        }
        if (depth > MAX_IMPORT_DEPTH) {
            throw new SchemaFault(
                    "'" + source.getName() + "' is at the end of too long a chain of imports");
        }
        FileDescriptor[] imports =
                source.getDependencyList().stream()
                        .map(name -> linkImport(source, name, depth + 1))
                        .toArray(FileDescriptor[]::new);
        FileDescriptor file = build(source, imports);
        linked.put(source.getName(), file);
        return file;
    }

    private FileDescriptor linkImport(FileDescriptorProto importer, String name, int depth) {
        FileDescriptor done = linked.get(name);
        if (done != null) {
            return done;
        }
        FileDescriptorProto source = sources.get(name);
        if (source == null) {
            throw new SchemaFault(
                    "'"
                            + importer.getName()
                            + "' imports '"
                            + name
                            + "', which is not in the descriptor set:"
                            + " make the set with imports (protoc --include_imports, buf build)");
        }
        return link(source, depth);
    }

    private static FileDescriptor build(FileDescriptorProto source, FileDescriptor[] imports) {
        try {
            return FileDescriptor.buildFrom(source, imports);
        } catch (DescriptorValidationException e) {
            throw new SchemaFault("'" + source.getName() + "' is not valid: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // Protobuf checks what protoc may get wrong; on what only others do it just fails, as
            // on a field without a type.
            throw new SchemaFault("'" + source.getName() + "' cannot be linked: " + e, e);
        }
    }
}
