package dev.kiban.definition.load;

import dev.kiban.definition.ClientCertificates;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Workload;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.Findings.Name;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ListShape.Repeats;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Workloads with client certificates, in the Gateway's `access`.
final class CertificatesSection {
    private static final int MAX_SANS = 100;

    /// In lower case, as DNS names compare without it, and SPIFFE has nothing else where it counts.
    private static final TextShape<String> SAN =
            TextShape.of(
                    "a URI such as spiffe://example.com/ns/shop/sa/checkout, or a DNS name in lower case",
                    TextRule.matching(
                            "[a-z][a-z0-9+.-]*:[!-~]+|[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?"));

    private static final Field<String> NAME =
            Field.required("name", Texts.NAME, "What rules call the workload").example("checkout");
    private static final Field<List<String>> SANS =
            Field.required(
                            "san",
                            new ListShape<>(SAN, 1, MAX_SANS, Repeats.REFUSED),
                            "The names that its certificate may be for: one of these stands in it as an alternative name of the subject, to the letter")
                    .example("[\"spiffe://example.com/ns/shop/sa/checkout\"]");
    private static final Field<List<String>> SCOPES =
            Field.withDefault(
                            "scopes",
                            ListShape.ofDistinct(AccessSection.SCOPE),
                            "[]",
                            "What it was granted")
                    .example("[items.read]");
    private static final ObjectShape<Workload> WORKLOAD =
            ObjectShape.named("Workload", "A program that calls with a client certificate")
                    .fields(NAME, SANS, SCOPES)
                    .check(CertificatesSection::declare)
                    .build(v -> new Workload(v.get(NAME), v.get(SANS), v.get(SCOPES)));

    private static final Field<Path> TRUST =
            Field.required(
                            "trust",
                            Texts.FILE,
                            "PEM certificates of the authorities that issue certificates of clients; read again when the file changes")
                    .example("workloads.pem");
    private static final Field<List<Workload>> WORKLOADS =
            Field.required(
                    "workloads", ListShape.of(WORKLOAD).notEmpty(), "Those that are known by name");

    static final ObjectShape<ClientCertificates> SHAPE =
            ObjectShape.named("ClientCertificates", "Who calls by a client certificate")
                    .fields(TRUST, WORKLOADS)
                    .check(CertificatesSection::checkSans)
                    .build(CertificatesSection::build);

    private CertificatesSection() {}

    private static void declare(Values v) {
        v.find(NAME).ifPresent(name -> v.declare(new Name(AccessSection.CALLER, name, v.at(NAME))));
    }

    /// A name of a certificate says who calls, so it has one owner.
    private static void checkSans(Values v) {
        Map<String, String> owners = new HashMap<>();
        for (Workload workload : v.find(WORKLOADS).orElse(List.of())) {
            for (String san : workload.sans()) {
                String owner = owners.putIfAbsent(san, workload.name());
                if (owner != null) {
                    v.report(
                            new Problem(
                                    v.at(WORKLOADS),
                                    ProblemCode.REPEATED,
                                    "'workloads' has '%s' of '%s' that '%s' has too"
                                            .formatted(san, workload.name(), owner)));
                }
            }
        }
    }

    private static ClientCertificates build(Values v) {
        return new ClientCertificates(v.get(TRUST), authorities(v), v.get(WORKLOADS));
    }

    private static List<X509Certificate> authorities(Values v) {
        try {
            return CertificateFile.read(v.get(TRUST));
        } catch (IOException | CertificateException e) {
            v.report(
                    new Problem(
                            v.at(TRUST),
                            ProblemCode.BAD_VALUE,
                            "'trust' must be a file of certificates in PEM, and %s is not: %s"
                                    .formatted(v.get(TRUST), e.getMessage())));
            return List.of();
        }
    }
}
