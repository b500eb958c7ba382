package dev.kiban.app.command;

import dev.kiban.kernel.ServiceName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Whose traffic.
final class TrafficOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "SERVICE", description = "Whose traffic.")
    private String service = "";

    /// Where the API tells of it.
    ///
    /// @throws ParameterException if there can be no such service
    String path() {
        try {
            return "/api/v1/traffic/" + new ServiceName(service);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
