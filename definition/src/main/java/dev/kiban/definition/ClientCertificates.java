package dev.kiban.definition;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/// Who calls by a client certificate.
///
/// @param trust the file of the authorities
/// @param authorities whose certificates are believed, as the file was when it was read
/// @param workloads that are known by name
public record ClientCertificates(
        Path trust, List<X509Certificate> authorities, List<Workload> workloads) {

    public ClientCertificates {
        authorities = List.copyOf(authorities);
        workloads = List.copyOf(workloads);
    }
}
