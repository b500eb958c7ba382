package dev.kiban.gateway.access;

import dev.kiban.gateway.access.Workloads.Verdict;
import dev.kiban.runtime.http.ClientCertificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/// Tells which workload has shown a certificate. Each is judged once for its connection, and again
/// when it expires or when the plan knows others. Owned by one loop.
public final class Certificates {
    private final InstantSource clock;

    /// Goes with its connections.
    private final Map<ClientCertificate, Verdict> judged = new WeakHashMap<>();

    private Workloads judge = Workloads.NONE;

    public Certificates(InstantSource clock) {
        this.clock = clock;
    }

    /// What a client has shown.
    ///
    /// @param shown empty if it has shown no certificate
    public Shown shown(Optional<ClientCertificate> shown, Workloads workloads) {
        if (shown.isEmpty()) {
            return Shown.Nothing.NOTHING;
        }
        if (judge != workloads) {
            judged.clear();
            judge = workloads;
        }
        Verdict before = judged.get(shown.get());
        if (before != null && clock.instant().isBefore(before.until())) {
            return before.shown();
        }
        Verdict now = workloads.judge(shown.get().chain());
        judged.put(shown.get(), now);
        return now.shown();
    }

    /// What somebody who has the key would show: for explanations. Never for requests.
    ///
    /// @param chain the client's own first; empty if there is none
    public static Shown unproven(List<X509Certificate> chain, Workloads workloads) {
        return chain.isEmpty() ? Shown.Nothing.NOTHING : workloads.judge(chain).shown();
    }
}
