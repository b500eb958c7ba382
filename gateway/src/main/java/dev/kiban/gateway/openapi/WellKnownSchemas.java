package dev.kiban.gateway.openapi;

import com.google.protobuf.Descriptors.Descriptor;
import dev.kiban.kernel.Json;
import java.util.List;
import java.util.Optional;

/// Messages that have a JSON form of their own.
final class WellKnownSchemas {
    private WellKnownSchemas() {}

    /// Whether it is written as one value, which a URL can hold.
    static boolean isOneValue(Descriptor message) {
        return switch (message.getFullName()) {
            case "google.protobuf.Struct",
                    "google.protobuf.Value",
                    "google.protobuf.ListValue",
                    "google.protobuf.Any" ->
                    false;
            default -> of(message).isPresent();
        };
    }

    /// Empty if the message is one like any other.
    static Optional<Json> of(Descriptor message) {
        return Optional.ofNullable(
                switch (message.getFullName()) {
                    case "google.protobuf.Timestamp" ->
                            ScalarSchemas.formatted("string", "date-time");
                    case "google.protobuf.Duration" ->
                            Members.of("type", "string")
                                    .and("pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$")
                                    .json();
                    case "google.protobuf.FieldMask" ->
                            Members.of("type", "string")
                                    .and("description", "Paths of fields with commas between")
                                    .json();
                    case "google.protobuf.Struct" -> Members.of("type", "object").json();
                    case "google.protobuf.Value" -> new Members().json();
                    case "google.protobuf.ListValue" -> MessageSchemas.list(new Members().json());
                    case "google.protobuf.Any" ->
                            Members.of("type", "object")
                                    .and(
                                            "properties",
                                            new Members()
                                                    .and(
                                                            "@type",
                                                            Members.of("type", "string").json())
                                                    .json())
                                    .and("required", Json.texts(List.of("@type")))
                                    .json();
                    case "google.protobuf.DoubleValue",
                            "google.protobuf.FloatValue",
                            "google.protobuf.Int64Value",
                            "google.protobuf.UInt64Value",
                            "google.protobuf.Int32Value",
                            "google.protobuf.UInt32Value",
                            "google.protobuf.BoolValue",
                            "google.protobuf.StringValue",
                            "google.protobuf.BytesValue" ->
                            ScalarSchemas.of(message.findFieldByName("value").getType());
                    default -> null;
                });
    }
}
