package dev.kiban.app.local;

import dev.kiban.definition.Address;
import dev.kiban.definition.LocalProcess;
import dev.kiban.definition.Service;
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
                                        launch(local.command(), local.directory()),
                                        service.backends().stream()
                                                .flatMap(
                                                        backend ->
                                                                backend
                                                                        .upstream()
                                                                        .addresses()
                                                                        .stream())
                                                .toList()));
    }

    /// What sends requests to a service; empty for one to which nothing does.
    ///
    /// @param gateway its URL
    static Optional<LocalService> trafficOf(Service service, String gateway) {
        return service.local()
                .filter(local -> !local.traffic().isEmpty())
                .map(local -> new LocalService(service.name(), traffic(local, gateway), List.of()));
    }

    private static ChildProcess.Launch traffic(LocalProcess local, String gateway) {
        return launch(
                local.traffic().stream()
                        .map(word -> word.replace(LocalProcess.GATEWAY, gateway))
                        .toList(),
                local.directory());
    }

    /// A service in Java gets the Java that runs us: the one on the PATH may be too old.
    private static ChildProcess.Launch launch(List<String> command, Path directory) {
        if (!command.getFirst().equals(JAVA)) {
            return new ChildProcess.Launch(command, directory);
        }
        String own = Path.of(System.getProperty("java.home"), "bin", JAVA).toString();
        List<String> arguments = command.subList(1, command.size());
        return new ChildProcess.Launch(
                Stream.concat(Stream.of(own), arguments.stream()).toList(), directory);
    }
}
