package dev.kiban.transcode.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The kinds of HTTP content that the gateway reads and writes.
public enum MediaType {
    JSON("application/json"),
    NDJSON("application/x-ndjson", "application/ndjson", "application/jsonl"),
    EVENT_STREAM("text/event-stream"),
    PROTOBUF("application/x-protobuf", "application/protobuf");

    private static final List<MediaType> ALL = List.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> names;

    MediaType(String... names) {
        this.names = List.of(names);
    }

    /// The name in a `Content-Type` of ours.
    public String contentType() {
        return names.getFirst();
    }

    /// All names that clients use, the usual one first.
    List<String> names() {
        return names;
    }

    /// The kind that a `Content-Type` names, whatever its parameters; `+json` types are JSON. Empty
    /// if it is none of these.
    public static Optional<MediaType> of(String contentType) {
        String name = withoutParameters(contentType);
        for (MediaType type : ALL) {
            if (type.names.contains(name)) {
                return Optional.of(type);
            }
        }
        return name.endsWith("+json") ? Optional.of(JSON) : Optional.empty();
    }

    /// The name of a type in lower case: `Text/HTML; charset=utf-8` is `text/html`.
    static String withoutParameters(String type) {
        int semicolon = type.indexOf(';');
        String name = semicolon < 0 ? type : type.substring(0, semicolon);
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
