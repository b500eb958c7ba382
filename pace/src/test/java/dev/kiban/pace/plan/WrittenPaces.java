package dev.kiban.pace.plan;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.load.DefinitionLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Paces as somebody writes them.
public final class WrittenPaces {
    /// The key of the partner `mailer`.
    public static final String KEY = "test";

    private static final String HASH =
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private final Path directory;

    /// @param directory where they are written
    public WrittenPaces(Path directory) {
        this.directory = directory;
    }

    /// The pace `push`, for which anyone may ask.
    ///
    /// @param spec more lines, such as `limits: [{rate: 10/s}]`
    public LivePaces forAnyone(String spec) {
        return of("access: anyone\n  " + spec);
    }

    /// The pace `push`.
    public LivePaces of(String spec) {
        write("push", spec);
        return load();
    }

    /// Adds another pace to those that are loaded from here.
    public void write(String pace, String spec) {
        try {
            Files.writeString(
                    directory.resolve("all.yaml"),
                    """
                    apiVersion: kiban.dev/v1
                    kind: Team
                    metadata: {name: mail-team}
                    spec: {}
                    ---
                    apiVersion: kiban.dev/v1
                    kind: Gateway
                    metadata: {name: public}
                    spec: {access: {partners: [{name: mailer, keys: ["sha256:%s"]}]}}
                    """
                            .formatted(HASH));
            Files.writeString(
                    directory.resolve(pace + ".yaml"),
                    """
                    apiVersion: kiban.dev/v1
                    kind: Pace
                    metadata: {name: %s}
                    spec:
                      owner: mail-team
                      %s
                    """
                            .formatted(pace, spec));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LivePaces load() {
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Accepted(Definitions definitions) -> LivePaces.of(definitions);
            case Loaded.Rejected(var problems, _) -> throw new AssertionError(problems);
        };
    }
}
