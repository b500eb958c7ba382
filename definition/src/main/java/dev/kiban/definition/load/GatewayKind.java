package dev.kiban.definition.load;

import dev.kiban.definition.AccessLog;
import dev.kiban.definition.AccessRule;
import dev.kiban.definition.Capacity;
import dev.kiban.definition.ClientCertificates;
import dev.kiban.definition.Compression;
import dev.kiban.definition.Cors;
import dev.kiban.definition.Gateway;
import dev.kiban.definition.Issuer;
import dev.kiban.definition.Partner;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Sources;
import dev.kiban.definition.load.Kind.Header;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ListShape.Repeats;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.kernel.AddressRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `kind: Gateway`.
final class GatewayKind {
    static final String NAME = "Gateway";

    private static final int MAX_ISSUERS = 20;

    private static final Field<Optional<AccessSection.Unplaced>> DEFAULT =
            AccessSection.field(
                    "default",
                    "Who may call the routes that do not say so; without it, each route must");
    private static final Field<List<Issuer>> ISSUERS =
            Field.withDefault(
                    "issuers",
                    new ListShape<>(IssuerSection.SHAPE, 0, MAX_ISSUERS, Repeats.ALLOWED),
                    "[]",
                    "Whose tokens say who calls");
    private static final Field<List<Partner>> PARTNERS =
            Field.withDefault(
                    "partners",
                    ListShape.of(PartnerSection.SHAPE),
                    "[]",
                    "Programs outside that call with an API key");
    private static final Field<Optional<ClientCertificates>> CERTIFICATES =
            Field.optional(
                    "clientCertificates",
                    CertificatesSection.SHAPE,
                    "Workloads that call with a client certificate; without it, clients are asked for none");
    private static final Field<GatewayAccess> ACCESS =
            Field.withDefault(
                    "access",
                    ObjectShape.named("GatewayAccess", "Who may call")
                            .fields(ISSUERS, PARTNERS, CERTIFICATES, DEFAULT)
                            .check(GatewayKind::checkKeys)
                            .check(GatewayKind::speakForAll)
                            .check(v -> AccessSection.checkScopes(DEFAULT, List.of(), v))
                            .build(GatewayKind::access),
                    "{}",
                    "Who may call");

    private static final Field<Optional<CorsSection.Unplaced>> CORS =
            CorsSection.field("Whose pages may call from a browser, where a route does not say so");

    private static final Field<Optional<List<AddressRange>>> ALLOW_FROM =
            SourcesSection.field("Where requests may come from, where a route does not say so");
    private static final Field<List<AddressRange>> TRUSTED_PROXIES =
            Field.withDefault(
                            "trustedProxies",
                            SourcesSection.ranges(0),
                            "[]",
                            "Proxies in front: what they write into X-Forwarded-For is believed, from its end, as far as they reach")
                    .example("[10.0.0.0/8]");

    private static final Field<Optional<Compression>> COMPRESSION =
            CompressionSection.field(
                    "Whether answers are compressed, where a route does not say so");
    private static final Field<Optional<AccessLog>> ACCESS_LOG =
            AccessLogSection.field(
                    "What the access log says of requests, where a route does not say so");

    static final Kind<Gateway> KIND =
            Kind.of(
                    NAME,
                    "What holds for all routes; a directory has at most one",
                    MetadataShape.field(NAME, Texts.NAME),
                    ObjectShape.named("GatewaySpec", "What holds for all routes")
                            .fields(
                                    ACCESS,
                                    ALLOW_FROM,
                                    TRUSTED_PROXIES,
                                    CORS,
                                    COMPRESSION,
                                    ACCESS_LOG,
                                    CapacitySection.LIMITS,
                                    CapacitySection.OVERLOAD)
                            .build(GatewayKind::build));

    private GatewayKind() {}

    /// What stands under `access`.
    private record GatewayAccess(
            List<Issuer> issuers,
            List<Partner> partners,
            Optional<ClientCertificates> certificates,
            Optional<AccessRule> rule) {}

    private static Function<Header<String>, Gateway> build(Values v) {
        GatewayAccess access = v.get(ACCESS);
        Optional<Cors> cors = CorsSection.of(CORS, v);
        Optional<Sources> from = SourcesSection.of(ALLOW_FROM, v);
        Capacity capacity = CapacitySection.of(v);
        return header ->
                new Gateway(
                        header.name(),
                        header.metadata(),
                        access.issuers(),
                        access.partners(),
                        access.certificates(),
                        access.rule(),
                        cors,
                        from,
                        v.get(COMPRESSION),
                        v.get(ACCESS_LOG),
                        v.get(TRUSTED_PROXIES),
                        capacity,
                        header.at());
    }

    private static GatewayAccess access(Values v) {
        return new GatewayAccess(
                v.get(ISSUERS), v.get(PARTNERS), v.get(CERTIFICATES), AccessSection.of(DEFAULT, v));
    }

    /// A key says who calls, so it has one owner.
    private static void checkKeys(Values v) {
        Map<String, String> owners = new HashMap<>();
        for (Partner partner : v.find(PARTNERS).orElse(List.of())) {
            for (String key : partner.keys()) {
                String owner = owners.putIfAbsent(key, partner.name());
                if (owner != null) {
                    v.report(
                            new Problem(
                                    v.at(PARTNERS),
                                    ProblemCode.REPEATED,
                                    "'partners' has a key of '%s' that '%s' has too"
                                            .formatted(partner.name(), owner)));
                }
            }
        }
    }

    /// Also if the rule is wrong: that is one problem, and not one more of each route.
    private static void speakForAll(Values v) {
        if (!v.lacks(DEFAULT)) {
            v.speakForAll(GatewaySection.ACCESS);
        }
    }
}
