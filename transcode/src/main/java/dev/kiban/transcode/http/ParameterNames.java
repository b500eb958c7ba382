package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.kiban.transcode.MessageType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the field that a dotted name in a URL means, and says why if it means none.
///
/// Proto names and JSON names both count. A name is walked once and then remembered, as far as
/// there is room: a recursive message has names without end.
final class ParameterNames {

    /// Messages whose JSON is a plain text or number, so that a URL can hold them.
    private static final Set<String> SCALAR_LIKE =
            Set.of(
                    "google.protobuf.Timestamp",
                    "google.protobuf.Duration",
                    "google.protobuf.FieldMask",
                    "google.protobuf.BoolValue",
                    "google.protobuf.BytesValue",
                    "google.protobuf.DoubleValue",
                    "google.protobuf.FloatValue",
                    "google.protobuf.Int32Value",
                    "google.protobuf.Int64Value",
                    "google.protobuf.StringValue",
                    "google.protobuf.UInt32Value",
                    "google.protobuf.UInt64Value");

    /// Messages whose JSON is anything, which a URL cannot tell apart.
    private static final Set<String> SHAPELESS =
            Set.of(
                    "google.protobuf.Any",
                    "google.protobuf.ListValue",
                    "google.protobuf.Struct",
                    "google.protobuf.Value");

    private static final int MAX_REMEMBERED = 256;

    /// What a name means.
    sealed interface Meaning {
        record Field(Parameter parameter) implements Meaning {}

        /// There is no such field.
        record Unknown(String why) implements Meaning {}

        /// There is, but a URL cannot set it.
        record Unfit(String why) implements Meaning {}
    }

    private final MessageType type;
    private final int maxDepth;

    /// Exchanged for a larger copy, never changed, so that any thread may look into it. Of two that
    /// exchange it at once one is lost, and its name walked again.
    private volatile Map<String, Meaning> known = Map.of();

    ParameterNames(MessageType type, int maxDepth) {
        this.type = type;
        this.maxDepth = maxDepth;
    }

    Meaning find(String name) {
        Map<String, Meaning> remembered = known;
        Meaning meaning = remembered.get(name);
        if (meaning != null) {
            return meaning;
        }
        Meaning walked = walk(name);
        if (walked instanceof Meaning.Field && remembered.size() < MAX_REMEMBERED) {
            Map<String, Meaning> more = new HashMap<>(remembered);
            more.put(name, walked);
            known = more;
        }
        return walked;
    }

    private Meaning walk(String name) {
        String[] parts = name.split("\\.", maxDepth + 1);
        if (parts.length > maxDepth) {
            return new Meaning.Unfit("nested deeper than " + maxDepth + " levels");
        }
        Descriptor message = type.descriptor();
        for (int i = 0; i < parts.length; i++) {
            FieldDescriptor field = named(message, parts[i]);
            if (field == null) {
                return new Meaning.Unknown(
                        "no field '" + parts[i] + "' in " + message.getFullName());
            }
            boolean last = i == parts.length - 1;
            String obstacle = last ? obstacleToSetting(field) : obstacleToEntering(field);
            if (obstacle != null) {
                return new Meaning.Unfit("field '" + field.getName() + "' " + obstacle);
            }
            message = last ? message : field.getMessageType();
        }
        return new Meaning.Field(new Parameter(type.path(name).orElseThrow()));
    }

    private static @Nullable FieldDescriptor named(Descriptor message, String name) {
        FieldDescriptor byProtoName = null;
        for (FieldDescriptor field : message.getFields()) {
            if (field.getJsonName().equals(name)) {
                return field;
            }
            if (field.getName().equals(name)) {
                byProtoName = field;
            }
        }
        return byProtoName;
    }

    private static @Nullable String obstacleToEntering(FieldDescriptor field) {
        if (field.getJavaType() != JavaType.MESSAGE) {
            return "is not a message and has no fields";
        }
        if (field.isRepeated()) {
            return "holds many values, and none of them can be named";
        }
        String typeName = field.getMessageType().getFullName();
        return SCALAR_LIKE.contains(typeName) || SHAPELESS.contains(typeName)
                ? "is a " + typeName + ", whose fields cannot be set one by one"
                : null;
    }

    private static @Nullable String obstacleToSetting(FieldDescriptor field) {
        if (field.isMapField()) {
            FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
            return obstacleToSetting(value) == null
                    ? null
                    : "is a map of messages, which a URL cannot hold";
        }
        if (field.getJavaType() != JavaType.MESSAGE
                || SCALAR_LIKE.contains(field.getMessageType().getFullName())) {
            return null;
        }
        if (field.isRepeated()) {
            return "is a list of messages, which a URL cannot hold";
        }
        return "is a message, which a URL cannot hold; name one of its fields";
    }
}
