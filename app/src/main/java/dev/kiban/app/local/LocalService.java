package dev.kiban.app.local;

import dev.kiban.definition.Address;
import dev.kiban.definition.LocalProcess;
import dev.kiban.definition.Service;
import dev.kiban.definition.Upstream;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.process.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What it takes to run one service here.
///
/// @param addresses where it will listen; it is ready when it does at all of them
record LocalService(ServiceName name, ChildProcess.Launch launch, List<Address> addresses) {
    private static final String JAVA = "java";

    LocalService {
        addresses = List.copyOf(addresses);
    }

    /// Empty for a service that nobody starts here.
    static Optional<LocalService> of(Service service) {
        return service.local()
                .map(
                        local ->
                                new LocalService(
                                        service.name(),
                                        launch(local),
                                        service.upstream()
                                                .map(Upstream::addresses)
                                                .orElse(List.of())));
    }

    /// A service in Java gets the Java that runs us: the one on the PATH may be too old.
    private static ChildProcess.Launch launch(LocalProcess local) {
        List<String> command = local.command();
        if (!command.getFirst().equals(JAVA)) {
            return new ChildProcess.Launch(command, local.directory());
        }
        String own = Path.of(System.getProperty("java.home"), "bin", JAVA).toString();
        List<String> arguments = command.subList(1, command.size());
        return new ChildProcess.Launch(
                Stream.concat(Stream.of(own), arguments.stream()).toList(), local.directory());
    }
}
