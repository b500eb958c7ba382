package dev.kiban.definition.load;

import dev.kiban.definition.Protocol;
import dev.kiban.definition.Upstream;
import dev.kiban.definition.UpstreamTls;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;
import java.nio.file.Path;
import java.util.Optional;

/// A service's `upstream`.
final class UpstreamSection {
    private static final Field<Protocol> PROTOCOL =
            Field.required(
                    "protocol",
                    ChoiceShape.of("grpc", Protocol.GRPC, "gRPC over HTTP/2")
                            .or("http", Protocol.HTTP, "HTTP/1.1"),
                    "What the upstream speaks");
    private static final Field<Optional<Path>> TRUST =
            Field.optional(
                            "trust",
                            Texts.FILE,
                            "PEM certificates of the authorities to trust; without it, those of the Java runtime")
                    .example("ca.pem");
    private static final Field<Optional<String>> SERVER_NAME =
            Field.optional(
                            "serverName",
                            Texts.HOST,
                            "The name that the upstream's certificate must be for; without it, the address's host, or the name in `dns`, or `item.shop.svc` of `kubernetes`")
                    .example("item.internal");
    private static final Field<Optional<UpstreamTls>> TLS =
            Field.optional(
                    "tls",
                    ObjectShape.named("UpstreamTls", "TLS to the upstream; `{}` takes the defaults")
                            .fields(TRUST, SERVER_NAME)
                            .build(v -> new UpstreamTls(v.get(TRUST), v.get(SERVER_NAME))),
                    "TLS to the upstream; without it, plaintext");

    static final ObjectShape<Upstream> SHAPE =
            ObjectShape.named(
                            "Upstream",
                            "The endpoints behind a service's routes: they come from exactly one of `addresses`, `dns`, `kubernetes`")
                    .fields(
                            PROTOCOL,
                            SourceSection.ADDRESSES,
                            SourceSection.DNS,
                            SourceSection.KUBERNETES,
                            TLS,
                            HealthSection.FIELD,
                            EjectionSection.FIELD,
                            ConcurrencySection.FIELD)
                    .check(SourceSection::check)
                    .check(v -> HealthSection.check(PROTOCOL, v))
                    .build(UpstreamSection::build);

    private UpstreamSection() {}

    private static Upstream build(Values v) {
        return new Upstream(
                v.get(PROTOCOL),
                SourceSection.of(v),
                v.get(TLS),
                v.get(HealthSection.FIELD),
                v.get(EjectionSection.FIELD),
                v.get(ConcurrencySection.FIELD),
                v.at());
    }
}
