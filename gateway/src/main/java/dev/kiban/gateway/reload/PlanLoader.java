package dev.kiban.gateway.reload;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Problem;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.SchemaState;
import dev.kiban.gateway.Schemas;
import dev.kiban.gateway.schema.SchemaSources;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.lifecycle.FileWatch;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Loads a directory into a plan whenever its files, or what upstreams say of their schemas, have
/// changed. Owned by one thread; never waits longer than a load takes.
///
/// An upstream that gives a schema which does not fit its routes must not keep the gateway from
/// starting, nor other services from changing: as long as its routes are not served anyway they are
/// left out, and answer 503 like those of a schema that is not loaded. Routes that are served stay:
/// then the snapshot is refused.
final class PlanLoader {
    private final Path directory;
    private final SchemaSources sources;
    private final InstantSource clock;
    private final FileWatch watch;
    private Optional<Source> live = Optional.empty();
    private long generation;

    PlanLoader(Path directory, SchemaSources sources, InstantSource clock) {
        this.directory = directory;
        this.sources = sources;
        this.clock = clock;
        this.watch = new FileWatch(directory, PlanLoader::isDefinition);
    }

    /// What a plan was compiled from.
    private record Source(Definitions definitions, Schemas schemas) {}

    /// Whether there is a reason to load again.
    boolean isDue() {
        boolean filesChanged = watch.changed(); // has to look each time, to see when files rest
        return filesChanged || sources.changed();
    }

    /// Loads everything as it is now.
    Reload load() {
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Accepted(Definitions definitions) -> compile(definitions);
            case Loaded.Rejected(List<Problem> problems, _) -> {
                // Any file may be the one that is missing, so all of them are looked at.
                watch.lookAt(file -> true, Set.of());
                yield new Reload.Refused(problems);
            }
        };
    }

    private Reload compile(Definitions definitions) {
        watch.lookAt(PlanLoader::isDefinition, files(definitions));
        Source source = new Source(definitions, sources.load(definitions));
        if (live.isPresent() && live.get().equals(source)) {
            return new Reload.Unchanged();
        }
        return switch (GatewayPlan.compile(definitions, source.schemas())) {
            case GatewayPlan.Compiled(GatewayPlan plan) -> compiled(plan, source, List.of());
            case GatewayPlan.Rejected(List<Problem> problems) -> withoutMisfits(source, problems);
        };
    }

    /// What definitions name, and what they come to depends on.
    private static Set<Path> files(Definitions definitions) {
        Set<Path> files = new HashSet<>(SchemaSources.files(definitions));
        definitions
                .gateway()
                .flatMap(dev.kiban.definition.Gateway::certificates)
                .ifPresent(certificates -> files.add(certificates.trust()));
        return files;
    }

    private Reload withoutMisfits(Source source, List<Problem> problems) {
        Misfits misfits = new Misfits(problems, this::isServed);
        Source fitting =
                new Source(
                        source.definitions(),
                        misfits.leaveOut(source.definitions(), source.schemas()));
        if (fitting.equals(source) || live.equals(Optional.of(fitting))) {
            return new Reload.Refused(problems);
        }
        return switch (GatewayPlan.compile(fitting.definitions(), fitting.schemas())) {
            case GatewayPlan.Compiled(GatewayPlan plan) -> compiled(plan, fitting, problems);
            case GatewayPlan.Rejected _ -> new Reload.Refused(problems);
        };
    }

    private boolean isServed(ServiceName name) {
        return live.isPresent() && live.get().schemas().of(name) instanceof SchemaState.Loaded;
    }

    private Reload compiled(GatewayPlan plan, Source source, List<Problem> leftOut) {
        live = Optional.of(source);
        generation++;
        return new Reload.Compiled(
                new LivePlan(plan, source.definitions(), generation, clock.instant()), leftOut);
    }

    private static boolean isDefinition(Path file) {
        return FileWatch.named("yaml", "yml").test(file);
    }
}
