package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource;
import dev.kiban.definition.Health;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.discovery.Discovery;
import dev.kiban.runtime.http.Loop;
import dev.kiban.runtime.http.Origin;
import dev.kiban.runtime.http.OriginSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// Asks endpoints whether they can serve: on one loop for all, and again and again, not all at the
/// same moment. What comes of it goes to every loop, as a whole each time.
public final class HealthChecks {
    private static final double JITTER = 0.1;
    private static final int ONE = 1;
    private static final Duration IDLE = Duration.ofHours(2);

    private final Loop loop;
    private final RandomGenerator random;
    private final Discovery discovery;
    private final Ports ports;
    private final Map<UpstreamTarget, Patient> patients = new HashMap<>();

    /// Who hears.
    ///
    /// @param results of a target, the endpoints that cannot serve
    /// @param answers hears each answer
    public record Ports(
            BiConsumer<UpstreamTarget, Set<Address>> results,
            HealthReport report,
            BalanceReport answers) {}

    /// Asks nobody yet.
    ///
    /// @param discovery knows whom to ask
    public HealthChecks(Loop loop, RandomGenerator random, Discovery discovery, Ports ports) {
        this.loop = loop;
        this.random = random;
        this.discovery = discovery;
        this.ports = ports;
    }

    /// Asks the endpoints of these targets, as far as their definitions want it, and no others. On
    /// any thread.
    public void follow(Set<UpstreamTarget> targets) {
        loop.execute(() -> followOnLoop(targets));
    }

    /// The endpoints of a source may be others than before. On any thread.
    public void lookAgain(EndpointSource source) {
        loop.execute(
                () ->
                        patients.forEach(
                                (target, patient) -> {
                                    if (target.source().equals(source)) {
                                        patient.look();
                                    }
                                }));
    }

    private void followOnLoop(Set<UpstreamTarget> targets) {
        patients.entrySet()
                .removeIf(
                        entry -> {
                            boolean gone = !targets.contains(entry.getKey());
                            if (gone) {
                                entry.getValue().close();
                            }
                            return gone;
                        });
        for (UpstreamTarget target : targets) {
            if (!patients.containsKey(target) && target.health().isPresent()) {
                patients.put(target, new Patient(target, target.health().get()));
            }
        }
    }

    /// A target, and how its endpoints are.
    private final class Patient {
        private final UpstreamTarget target;
        private final Health health;
        private final Map<Address, Probe> probes = new LinkedHashMap<>();

        Patient(UpstreamTarget target, Health health) {
            this.target = target;
            this.health = health;
            look();
        }

        /// Asks those that are there now, and no others.
        void look() {
            List<Address> now = discovery.of(target.source());
            probes.entrySet()
                    .removeIf(
                            entry -> {
                                boolean gone = !now.contains(entry.getKey());
                                if (gone) {
                                    entry.getValue().close();
                                }
                                return gone;
                            });
            now.forEach(
                    address ->
                            probes.computeIfAbsent(
                                    address, absent -> new Probe(this, absent, health)));
            tell();
        }

        void tell() {
            Set<Address> unhealthy = new HashSet<>();
            probes.forEach(
                    (address, probe) -> {
                        if (!probe.vitality.isHealthy()) {
                            unhealthy.add(address);
                        }
                    });
            ports.results().accept(target, Set.copyOf(unhealthy));
        }

        void close() {
            probes.values().forEach(Probe::close);
        }
    }

    /// Asks one endpoint.
    private final class Probe {
        private final Patient patient;
        private final Address address;
        private final Health health;
        private final Vitality vitality;
        private final Origin origin;
        private Loop.Timer next;

        Probe(Patient patient, Address address, Health health) {
            this.patient = patient;
            this.address = address;
            this.health = health;
            this.vitality = new Vitality(health);
            OriginSettings.Limits limits =
                    new OriginSettings.Limits(ONE, ONE, health.timeout(), IDLE);
            this.origin = new Origin(loop, Reach.of(patient.target, address, limits));
            this.next = loop.schedule(firstPause(), this::ask);
        }

        private void ask() {
            HealthCall call = new HealthCall(health.question(), this::answered);
            next = loop.schedule(health.timeout(), call::giveUp);
            origin.call(call);
        }

        private void answered(String wrong) {
            next.cancel();
            next = loop.schedule(pause(), this::ask);
            ports.answers().asked(patient.target, wrong.isEmpty());
            if (vitality.answered(wrong.isEmpty())) {
                patient.tell();
                ports.report().changed(address, vitality.isHealthy(), wrong);
            }
        }

        /// Those of one target do not all ask at once.
        private Duration firstPause() {
            return Duration.ofNanos(
                    random.nextLong(Math.max(1, (long) (health.every().toNanos() * JITTER))));
        }

        private Duration pause() {
            double part = 1 + JITTER * (2 * random.nextDouble() - 1);
            return Duration.ofNanos((long) (health.every().toNanos() * part));
        }

        void close() {
            next.cancel();
            origin.close();
        }
    }
}
