package dev.kiban.gateway.schema;

import dev.kiban.definition.Backend;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.SchemaSource.DescriptorSet;
import dev.kiban.definition.SchemaSource.Reflection;
import dev.kiban.definition.Service;
import dev.kiban.definition.Upstream;
import dev.kiban.gateway.SchemaState;
import dev.kiban.gateway.Schemas;
import dev.kiban.gateway.discovery.Discovery;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.telemetry.log.Log;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Finds the schemas of a snapshot, and goes on asking the upstreams that give theirs themselves.
///
/// Owned by one thread, the one that reloads: only [#changed] hears of other threads.
public final class SchemaSources implements AutoCloseable {
    /// How long a load waits for an upstream that is asked for the first time. One that is up
    /// answers within it, so that its routes work from the first moment; one that is down delays no
    /// longer.
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(1);

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final RetryPauses PAUSES =
            new RetryPauses(Duration.ofMillis(250), Duration.ofSeconds(15));

    private final SchemaCache cache = new SchemaCache();
    private final AtomicBoolean changed = new AtomicBoolean();
    private final ReflectedSchema.Shared shared;
    private final Map<ServiceName, ReflectedSchema> reflected = new HashMap<>();

    /// Sources that ask upstreams by `calls` at the addresses that are written down.
    public SchemaSources(ReflectionCalls calls, RefreshReport report, Log log) {
        this(calls, PAUSES, report, log);
    }

    /// Sources that ask upstreams by `calls`.
    ///
    /// @param discovery knows where upstreams are
    public SchemaSources(
            ReflectionCalls calls, Discovery discovery, RefreshReport report, Log log) {
        this(calls, discovery, PAUSES, report, log);
    }

    SchemaSources(ReflectionCalls calls, RetryPauses pauses, RefreshReport report, Log log) {
        this(calls, Discovery.none(), pauses, report, log);
    }

    private SchemaSources(
            ReflectionCalls calls,
            Discovery discovery,
            RetryPauses pauses,
            RefreshReport report,
            Log log) {
        this.shared =
                new ReflectedSchema.Shared(
                        calls, discovery, cache, pauses, report, log, () -> changed.set(true));
    }

    /// What is known now of the schemas of these definitions. Upstreams that are not among them any
    /// more are not asked any more.
    public Schemas load(Definitions definitions) {
        changed.set(false);
        follow(definitions);
        return schemas(definitions, cache, this::reflectedState);
    }

    /// What is known of the schemas of these definitions without asking anybody: what files say.
    public static Schemas ofFiles(Definitions definitions) {
        SchemaState unknown = new SchemaState.NotLoaded("only its upstream knows it");
        return schemas(definitions, new SchemaCache(), _ -> unknown);
    }

    private static Schemas schemas(
            Definitions definitions,
            SchemaCache cache,
            Function<ServiceName, SchemaState> reflected) {
        Map<ServiceName, SchemaState> states = new HashMap<>();
        for (Service service : definitions.services()) {
            service.schema()
                    .map(
                            source ->
                                    switch (source) {
                                        case DescriptorSet file -> DescriptorFile.read(file, cache);
                                        case Reflection _ -> reflected.apply(service.name());
                                    })
                    .ifPresent(state -> states.put(service.name(), state));
        }
        return new Schemas(states);
    }

    /// Whether an upstream has said something new since the last [#load].
    public boolean changed() {
        return changed.get();
    }

    /// The files that these definitions take schemas from.
    public static Set<Path> files(Definitions definitions) {
        Set<Path> files = new HashSet<>();
        for (Service service : definitions.services()) {
            if (service.schema().orElse(null) instanceof DescriptorSet(Path file, _)) {
                files.add(file);
            }
        }
        return files;
    }

    /// Asks no upstream any more.
    @Override
    public void close() {
        reflected.values().forEach(ReflectedSchema::close);
        reflected.clear();
    }

    Optional<ReflectedSchema> reflected(ServiceName service) {
        return Optional.ofNullable(reflected.get(service));
    }

    private SchemaState reflectedState(ServiceName service) {
        ReflectedSchema schema = reflected.get(service);
        return schema == null
                ? new SchemaState.NotLoaded("the service has no upstream to ask")
                : schema.state();
    }

    private void follow(Definitions definitions) {
        Map<ServiceName, ReflectedService> wanted = reflectedServices(definitions);
        reflected
                .entrySet()
                .removeIf(
                        entry -> {
                            boolean gone = !wanted.containsKey(entry.getKey());
                            if (gone) {
                                entry.getValue().close();
                            }
                            return gone;
                        });
        Set<ReflectedSchema> started = new HashSet<>();
        wanted.values().forEach(service -> follow(service).ifPresent(started::add));
        long deadline = System.nanoTime() + FIRST_ANSWER.toNanos();
        started.forEach(schema -> schema.awaitFirstAnswer(deadline));
    }

    /// Starts to ask for a service's schema; nothing to do if that is being done just so already.
    private Optional<ReflectedSchema> follow(ReflectedService service) {
        ReflectedSchema running = reflected.get(service.name());
        if (running != null && running.service().equals(service)) {
            return Optional.empty();
        }
        SchemaState initial = new SchemaState.NotLoaded("the upstream has not answered yet");
        if (running != null) {
            running.close();
            initial = running.state();
        }
        ReflectedSchema next = new ReflectedSchema(service, initial, shared);
        reflected.put(service.name(), next);
        return Optional.of(next);
    }

    private static Map<ServiceName, ReflectedService> reflectedServices(Definitions definitions) {
        Map<ServiceName, ReflectedService> services = new HashMap<>();
        for (Service service : definitions.services()) {
            if (service.schema().orElse(null) instanceof Reflection(Duration refresh, _)) {
                asked(service)
                        .ifPresent(
                                upstream ->
                                        services.put(
                                                service.name(),
                                                new ReflectedService(
                                                        service.name(),
                                                        upstream,
                                                        refresh,
                                                        CALL_TIMEOUT)));
            }
        }
        return services;
    }

    /// All backends serve the same schema; the first one that speaks gRPC is asked for it.
    private static Optional<Upstream> asked(Service service) {
        return service.backends().stream()
                .map(Backend::upstream)
                .filter(upstream -> upstream.protocol() == Protocol.GRPC)
                .findFirst();
    }
}
