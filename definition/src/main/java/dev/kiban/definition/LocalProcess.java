package dev.kiban.definition;

import java.nio.file.Path;
import java.util.List;

/// How `kiban up` starts a service on a laptop; the gateway never runs it.
///
/// @param command program and arguments; at least the program
/// @param directory where it is started; the definition file's own unless it says otherwise
/// @param traffic program and arguments of what sends requests to it; empty for nothing
/// @param suggestions requests to try once it runs: what to give curl, with a path for the URL
public record LocalProcess(
        List<String> command,
        Path directory,
        List<String> traffic,
        List<String> suggestions,
        Location at) {
    /// What stands in `traffic` for the URL of the gateway.
    public static final String GATEWAY = "{gateway}";

    /// @throws IllegalArgumentException if the command is empty
    public LocalProcess {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        command = List.copyOf(command);
        traffic = List.copyOf(traffic);
        suggestions = List.copyOf(suggestions);
    }
}
