package dev.kiban.gateway.reload;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Problem;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.Schemas;
import dev.kiban.gateway.schema.SchemaSources;
import dev.kiban.runtime.lifecycle.FileWatch;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Loads a directory into a plan whenever its files, or what upstreams say of their schemas, have
/// changed. Owned by one thread; never waits longer than a load takes.
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
            case Loaded.Rejected(List<Problem> problems) -> {
                // Any file may be the one that is missing, so all of them are looked at.
                watch.lookAt(file -> true, Set.of());
                yield new Reload.Refused(problems);
            }
        };
    }

    private Reload compile(Definitions definitions) {
        watch.lookAt(PlanLoader::isDefinition, SchemaSources.files(definitions));
        Source source = new Source(definitions, sources.load(definitions));
        if (live.isPresent() && live.get().equals(source)) {
            return new Reload.Unchanged();
        }
        return switch (GatewayPlan.compile(definitions, source.schemas())) {
            case GatewayPlan.Compiled(GatewayPlan plan) -> {
                live = Optional.of(source);
                generation++;
                yield new Reload.Compiled(
                        new LivePlan(plan, definitions, generation, clock.instant()));
            }
            case GatewayPlan.Rejected(List<Problem> problems) -> new Reload.Refused(problems);
        };
    }

    private static boolean isDefinition(Path file) {
        return FileWatch.named("yaml", "yml").test(file);
    }
}
