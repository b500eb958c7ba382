package dev.kiban.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.ClientCertificates;
import dev.kiban.definition.Workload;
import dev.kiban.gateway.access.Identity.Proof;
import dev.kiban.gateway.access.Shown.CertificateRefused;
import dev.kiban.gateway.access.Shown.Nothing;
import dev.kiban.gateway.access.Shown.Proven;
import dev.kiban.runtime.http.ClientCertificate;
import dev.kiban.testkit.Authority;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Which workload a certificate is of.
class CertificatesTest {
    private static final String CHECKOUT = "spiffe://example.com/ns/shop/sa/checkout";
    private static final Authority AUTHORITY = new Authority("workloads");
    private static final Authority OTHER = new Authority("others");

    private final Workloads workloads = believing(AUTHORITY);

    @Test
    void tellsWorkloadsByTheNamesInTheirCertificates() throws Exception {
        assertThat(shown(named(CHECKOUT)))
                .isEqualTo(
                        new Proven(
                                new Identity(
                                        "checkout",
                                        CHECKOUT,
                                        new TreeSet<>(List.of("read")),
                                        Proof.CERTIFICATE)));
        assertThat(caller(shown(issued(one -> one.addSanDnsName("Reports.internal")))))
                .isEqualTo("reports");
        assertThat(
                        caller(
                                shown(
                                        issued(
                                                one ->
                                                        one.addSanDnsName("a.b")
                                                                .addSanDnsName(
                                                                        "reports.internal")))))
                .isEqualTo("reports");
        assertThat(
                        caller(
                                shown(
                                        named(
                                                CHECKOUT,
                                                CertificateBuilder
                                                        ::addExtendedKeyUsageClientAuth))))
                .isEqualTo("checkout");
    }

    @Test
    void knowsNobodyByAnotherName() {
        List<X509Bundle> strangers =
                List.of(
                        issued(one -> one),
                        issued(one -> one.subject("CN=" + CHECKOUT)),
                        issued(one -> one.subject("CN=reports.internal")),
                        named(CHECKOUT + "/more"),
                        named("spiffe://EXAMPLE.com/ns/shop/sa/checkout"),
                        issued(one -> one.addSanDnsName(CHECKOUT)),
                        issued(one -> one.addSanDnsName("printer.internal")),
                        issued(one -> one.addSanRfc822Name("reports.internal")),
                        issued(one -> one.addSanIpAddress("10.0.0.1")));

        assertThat(strangers).allSatisfy(one -> refused(shown(one), "for no workload"));
    }

    @Test
    void takesNoCertificateThatIsForTwo() {
        refused(
                shown(named(CHECKOUT, one -> one.addSanDnsName("reports.internal"))),
                "more than one workload");
    }

    @Test
    void believesItsAuthoritiesOnly() {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        List<X509Bundle> unbelievable =
                List.of(
                        uri(OTHER, CHECKOUT, one -> one),
                        uri(AUTHORITY, CHECKOUT, one -> one.notAfter(yesterday)),
                        uri(
                                AUTHORITY,
                                CHECKOUT,
                                one -> one.notBefore(Instant.now().plus(Duration.ofDays(1)))),
                        named(CHECKOUT, CertificateBuilder::addExtendedKeyUsageServerAuth));

        assertThat(unbelievable).allSatisfy(one -> refused(shown(one), "nobody who is trusted"));
    }

    @Test
    void judgesACertificateAgainWhenItsPlanIsAnother() {
        Certificates certificates = new Certificates(InstantSource.system());
        Optional<ClientCertificate> connection = connection(named(CHECKOUT));

        assertThat(certificates.shown(connection, workloads)).isInstanceOf(Proven.class);
        refused(certificates.shown(connection, believing(OTHER)), "nobody who is trusted");
        assertThat(certificates.shown(connection, workloads)).isInstanceOf(Proven.class);
        refused(certificates.shown(connection, Workloads.NONE), "nobody who is trusted");
    }

    @Test
    void judgesACertificateOnceForItsConnectionUntilItExpires() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        Certificates certificates = new Certificates(now::get);
        Optional<ClientCertificate> connection = connection(named(CHECKOUT));

        Shown first = certificates.shown(connection, workloads);

        assertThat(certificates.shown(connection, workloads)).isSameAs(first);
        now.set(Instant.MAX);
        assertThat(certificates.shown(connection, workloads)).isNotNull();
    }

    @Test
    void knowsNobodyWithoutACertificate() {
        assertThat(new Certificates(InstantSource.system()).shown(Optional.empty(), workloads))
                .isEqualTo(new Nothing());
    }

    private static Workloads believing(Authority authority) {
        return Workloads.of(
                new ClientCertificates(
                        Path.of("trust.pem"),
                        List.of(authority.certificate()),
                        List.of(
                                new Workload("checkout", List.of(CHECKOUT), List.of("read")),
                                new Workload(
                                        "reports",
                                        List.of("reports.internal", "reports:else"),
                                        List.of()))));
    }

    private static X509Bundle named(String uri) {
        return named(uri, one -> one);
    }

    private static X509Bundle named(String uri, UnaryOperator<CertificateBuilder> with) {
        return uri(AUTHORITY, uri, with);
    }

    private static X509Bundle issued(UnaryOperator<CertificateBuilder> with) {
        return AUTHORITY.issue(with);
    }

    private static X509Bundle uri(
            Authority authority, String uri, UnaryOperator<CertificateBuilder> with) {
        return authority.issue(one -> with.apply(one.addSanUriName(java.net.URI.create(uri))));
    }

    private Shown shown(X509Bundle bundle) {
        return new Certificates(InstantSource.system()).shown(connection(bundle), workloads);
    }

    private static Optional<ClientCertificate> connection(X509Bundle bundle) {
        return Optional.of(new ClientCertificate(bundle.getCertificatePathList()));
    }

    private static String caller(Shown shown) {
        return shown instanceof Proven(Identity identity) ? identity.caller() : shown.toString();
    }

    private static void refused(Shown shown, String why) {
        assertThat(shown)
                .isInstanceOfSatisfying(
                        CertificateRefused.class,
                        refused -> assertThat(refused.why()).contains(why));
    }
}
