package dev.kiban.gateway.openapi;

import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What protos say of themselves before messages, fields and methods; nothing where a descriptor
/// set was made without (`protoc --include_source_info` keeps it).
///
/// Places are paths of numbers of fields and indexes: `SourceCodeInfo` of `descriptor.proto`.
final class Comments {
    private static final int FILE_MESSAGES = 4;
    private static final int FILE_SERVICES = 6;
    private static final int MESSAGE_FIELDS = 2;
    private static final int MESSAGE_MESSAGES = 3;
    private static final int SERVICE_METHODS = 2;

    /// What is only for those who work on the proto (https://google.aip.dev/192).
    private static final Pattern INTERNAL = Pattern.compile("(?s)\\(--.*?--\\)");

    private final Map<FileDescriptor, Map<List<Integer>, String>> byFile = new HashMap<>();

    String of(Descriptor message) {
        return at(message.getFile(), path(message));
    }

    String of(FieldDescriptor field) {
        Descriptor message = field.getContainingType();
        return at(message.getFile(), below(path(message), MESSAGE_FIELDS, field.getIndex()));
    }

    String of(MethodDescriptor method) {
        List<Integer> service = List.of(FILE_SERVICES, method.getService().getIndex());
        return at(method.getFile(), below(service, SERVICE_METHODS, method.getIndex()));
    }

    private static List<Integer> path(Descriptor message) {
        Descriptor outer = message.getContainingType();
        return outer == null
                ? List.of(FILE_MESSAGES, message.getIndex())
                : below(path(outer), MESSAGE_MESSAGES, message.getIndex());
    }

    private static List<Integer> below(List<Integer> path, int kind, int index) {
        List<Integer> longer = new ArrayList<>(path);
        longer.add(kind);
        longer.add(index);
        return longer;
    }

    private String at(FileDescriptor file, List<Integer> path) {
        return byFile.computeIfAbsent(file, Comments::read).getOrDefault(path, "");
    }

    private static Map<List<Integer>, String> read(FileDescriptor file) {
        Map<List<Integer>, String> comments = new HashMap<>();
        for (Location location : file.toProto().getSourceCodeInfo().getLocationList()) {
            String before = text(location.getLeadingComments());
            String comment = before.isEmpty() ? text(location.getTrailingComments()) : before;
            if (!comment.isEmpty()) {
                comments.put(List.copyOf(location.getPathList()), comment);
            }
        }
        return comments;
    }

    private static String text(String raw) {
        return INTERNAL.matcher(raw)
                .replaceAll("")
                .lines()
                .map(String::strip)
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
