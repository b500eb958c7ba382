package dev.kiban.gateway.openapi;

import com.google.protobuf.Descriptors.Descriptor;
import dev.kiban.kernel.Json;
import dev.kiban.transcode.WellKnown;
import java.util.List;
import java.util.Optional;

/// Messages that have a JSON form of their own.
final class WellKnownSchemas {
    private WellKnownSchemas() {}

    /// Whether it is written as one value, which a URL can hold.
    static boolean isOneValue(Descriptor message) {
        return switch (WellKnown.of(message.getFullName())) {
            case NONE, ANY, STRUCT, VALUE, LIST_VALUE -> false;
            case TIMESTAMP, DURATION, FIELD_MASK, WRAPPER -> true;
        };
    }

    /// Empty if the message is one like any other.
    static Optional<Json> of(Descriptor message) {
        return switch (WellKnown.of(message.getFullName())) {
            case NONE -> Optional.empty();
            case TIMESTAMP -> Optional.of(ScalarSchemas.formatted("string", "date-time"));
            case DURATION ->
                    Optional.of(
                            Members.of("type", "string")
                                    .and("pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$")
                                    .json());
            case FIELD_MASK ->
                    Optional.of(
                            Members.of("type", "string")
                                    .and("description", "Paths of fields with commas between")
                                    .json());
            case STRUCT -> Optional.of(Members.of("type", "object").json());
            case VALUE -> Optional.of(new Members().json());
            case LIST_VALUE -> Optional.of(MessageSchemas.list(new Members().json()));
            case ANY -> Optional.of(any());
            case WRAPPER ->
                    Optional.of(ScalarSchemas.of(message.findFieldByName("value").getType()));
        };
    }

    private static Json any() {
        Json type = Members.of("type", "string").json();
        return Members.of("type", "object")
                .and("properties", new Members().and("@type", type).json())
                .and("required", Json.texts(List.of("@type")))
                .json();
    }
}
