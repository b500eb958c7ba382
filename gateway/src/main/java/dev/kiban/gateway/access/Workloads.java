package dev.kiban.gateway.access;

import dev.kiban.definition.ClientCertificates;
import dev.kiban.definition.Workload;
import dev.kiban.gateway.access.Shown.CertificateRefused;
import dev.kiban.gateway.access.Shown.Proven;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// The workloads of a plan, by the names that their certificates are for.
public final class Workloads {
    /// No certificate is believed.
    public static final Workloads NONE = new Workloads(List.of(), Map.of());

    /// Kinds of alternative names (RFC 5280, 4.2.1.6).
    private static final int DNS_NAME = 2;

    private static final int URI = 6;

    private static final Shown DISBELIEVED =
            new CertificateRefused("it has expired, or nobody who is trusted has issued it");

    private final List<X509Certificate> authorities;
    private final X509TrustManager trust;
    private final Map<San, Proven> workloads;

    private Workloads(List<X509Certificate> authorities, Map<San, Proven> workloads) {
        this.authorities = List.copyOf(authorities);
        this.trust = trustOf(authorities);
        this.workloads = Map.copyOf(workloads);
    }

    /// An alternative name of a certificate.
    private record San(int kind, String text) {

        /// No DNS name has a colon, and every URI has.
        static San of(String text) {
            return new San(text.indexOf(':') < 0 ? DNS_NAME : URI, text);
        }
    }

    static Workloads of(ClientCertificates certificates) {
        Map<San, Proven> bySan = new HashMap<>();
        for (Workload workload : certificates.workloads()) {
            for (String san : workload.sans()) {
                bySan.put(
                        San.of(san),
                        new Proven(
                                new Identity(
                                        workload.name(),
                                        san,
                                        new TreeSet<>(workload.scopes()),
                                        Identity.Proof.CERTIFICATE)));
            }
        }
        return new Workloads(certificates.authorities(), bySan);
    }

    /// Whose certificates are believed.
    public List<X509Certificate> authorities() {
        return authorities;
    }

    /// What a certificate comes to, and how long that holds.
    ///
    /// @param chain the client's own first
    Verdict judge(List<X509Certificate> chain) {
        if (authorities.isEmpty()) {
            return new Verdict(DISBELIEVED, Instant.MAX);
        }
        X509Certificate own = chain.getFirst();
        try {
            trust.checkClientTrusted(
                    chain.toArray(X509Certificate[]::new), own.getPublicKey().getAlgorithm());
            return new Verdict(workload(own), until(chain));
        } catch (CertificateException | IllegalArgumentException _) {
            // Why exactly is for whoever has issued it, and would quote it.
            return new Verdict(DISBELIEVED, Instant.MAX);
        }
    }

    /// @param until from when on it has to be asked again
    record Verdict(Shown shown, Instant until) {}

    private static Instant until(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Shown workload(X509Certificate own) throws CertificateException {
        List<Proven> named = new ArrayList<>();
        Collection<List<?>> names = own.getSubjectAlternativeNames();
        for (List<?> name : names == null ? List.<List<?>>of() : names) {
            if (name.getFirst() instanceof Integer kind && name.get(1) instanceof String text) {
                String compared = kind == DNS_NAME ? text.toLowerCase(Locale.ROOT) : text;
                Proven workload = workloads.get(new San(kind, compared));
                if (workload != null) {
                    named.add(workload);
                }
            }
        }
        long callers = named.stream().map(one -> one.identity().caller()).distinct().count();
        if (callers > 1) {
            return new CertificateRefused("it is for more than one workload");
        }
        return named.isEmpty()
                ? new CertificateRefused("it is for no workload that is known here")
                : named.getFirst();
    }

    private static X509TrustManager trustOf(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry(Integer.toString(store.size()), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return x509;
                }
            }
            throw new IllegalStateException("the runtime cannot verify certificates");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates that were read cannot be kept", e);
        }
    }
}
