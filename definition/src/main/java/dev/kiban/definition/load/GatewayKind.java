package dev.kiban.definition.load;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.Gateway;
import dev.kiban.definition.load.Kind.Header;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;
import java.util.Optional;
import java.util.function.Function;

/// `kind: Gateway`.
final class GatewayKind {
    static final String NAME = "Gateway";

    private static final Field<Optional<AccessSection.Unplaced>> DEFAULT =
            AccessSection.field(
                    "default",
                    "Who may call the routes that do not say so; without it, each route must");
    private static final ObjectShape<Optional<AccessRule>> ACCESS_SHAPE =
            ObjectShape.named("GatewayAccess", "Who may call")
                    .fields(DEFAULT)
                    .check(GatewayKind::speakForAll)
                    .build(v -> AccessSection.of(DEFAULT, v));
    private static final Field<Optional<AccessRule>> ACCESS =
            Field.withDefault("access", ACCESS_SHAPE, "{}", "Who may call");

    static final Kind<Gateway> KIND =
            Kind.of(
                    NAME,
                    "What holds for all routes; a directory has at most one",
                    MetadataShape.field(NAME, Texts.NAME),
                    ObjectShape.named("GatewaySpec", "What holds for all routes")
                            .fields(ACCESS)
                            .build(GatewayKind::build));

    private GatewayKind() {}

    private static Function<Header<String>, Gateway> build(Values v) {
        return header -> new Gateway(header.name(), header.metadata(), v.get(ACCESS), header.at());
    }

    /// Also if the rule is wrong: that is one problem, and not one more of each route.
    private static void speakForAll(Values v) {
        if (!v.lacks(DEFAULT)) {
            v.speakForAll(GatewaySection.ACCESS);
        }
    }
}
