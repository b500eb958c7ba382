package dev.kiban.definition;

import java.nio.file.Path;
import java.util.List;

/// How `kiban up` starts a service on a laptop; the gateway never runs it.
///
/// @param command program and arguments; at least the program
/// @param directory where it is started; the definition file's own unless it says otherwise
public record LocalProcess(List<String> command, Path directory, Location at) {

    /// @throws IllegalArgumentException if the command is empty
    public LocalProcess {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        command = List.copyOf(command);
    }
}
