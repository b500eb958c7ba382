package dev.kiban.definition.load;

import dev.kiban.definition.AccessLog;
import dev.kiban.definition.AccessLog.Path;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.kernel.Share;
import java.util.Optional;

/// What the access log says: of one route, or of all that do not say it.
final class AccessLogSection {
    private static final Field<Share> SHARE =
            Field.withDefault(
                            "share",
                            Texts.SHARE,
                            "100%",
                            "The share of requests that leave a line; those that failed through no fault of the client always do")
                    .example("1%");
    private static final Field<Path> PATH =
            Field.withDefault(
                    "path",
                    ChoiceShape.of("full", Path.FULL, "As it was sent, without the query")
                            .or(
                                    "template",
                                    Path.TEMPLATE,
                                    "As the route has it, such as /v1/items/{id}: what stands in the place of variables, or below a prefix, may be personal or secret"),
                    "full",
                    "How paths are shown, in the log and in spans");

    private static final ObjectShape<AccessLog> SHAPE =
            ObjectShape.named("AccessLog", "What the access log says of requests")
                    .fields(SHARE, PATH)
                    .build(v -> new AccessLog(v.get(SHARE), v.get(PATH)));

    private AccessLogSection() {}

    /// The key `accessLog`.
    static Field<Optional<AccessLog>> field(String description) {
        return Field.optional("accessLog", SHAPE, description)
                .example("{share: 10%, path: template}");
    }
}
