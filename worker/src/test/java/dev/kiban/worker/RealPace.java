package dev.kiban.worker;

import dev.kiban.definition.Loaded;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.cruise.Logbook;
import dev.kiban.pace.door.PaceServer;
import dev.kiban.pace.plan.LivePaces;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/// The server that workers ask, on loopback, with one pace that is called `push`.
public final class RealPace implements AutoCloseable {
    private final Transport transport = Transport.start(1);
    private final PaceServer server;

    private RealPace(int port, LivePaces paces) {
        this.server =
                PaceServer.start(
                        transport,
                        ListenSettings.plain("127.0.0.1", port),
                        paces,
                        new PaceServer.Parts(
                                System::nanoTime,
                                InstantSource.system(),
                                new SecureRandom(),
                                Logbook.NONE,
                                Log.to(_ -> {})));
    }

    /// @param spec more lines of its spec, such as `limits: [{rate: 10/s}]`
    public static RealPace with(Path directory, String spec) {
        return on(0, directory, spec);
    }

    static RealPace on(int port, Path directory, String spec) {
        return new RealPace(port, paces(directory, spec));
    }

    int port() {
        return server.port();
    }

    /// Whom a worker asks.
    public Pace pace() {
        return Pace.at("http://127.0.0.1:%d/pace/push".formatted(server.port()));
    }

    /// How it stands.
    public PaceReport report() {
        return server.report().getFirst();
    }

    @Override
    public void close() {
        server.drain(Duration.ZERO);
        server.close();
        transport.close();
    }

    private static LivePaces paces(Path directory, String spec) {
        try {
            Files.writeString(
                    directory.resolve("push.yaml"),
                    """
                    apiVersion: kiban.dev/v1
                    kind: Team
                    metadata: {name: senders}
                    spec: {}
                    ---
                    apiVersion: kiban.dev/v1
                    kind: Pace
                    metadata: {name: push}
                    spec:
                      owner: senders
                      access: anyone
                      %s
                    """
                            .formatted(spec));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Accepted accepted -> LivePaces.of(accepted.definitions());
            case Loaded.Rejected rejected ->
                    throw new AssertionError(rejected.problems().toString());
        };
    }
}
