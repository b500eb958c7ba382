package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Which SLO a command is about.
final class NamedSlo {
    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    @Parameters(index = "1", paramLabel = "SLO", description = "Its SLO.")
    private String slo = "";

    @Mixin private DefinedSlos defined = new DefinedSlos();

    /// The SLO; empty if there is none, which has been said.
    Optional<ServiceSlo> find(Terminal terminal) {
        return defined
                .find(
                        terminal,
                        "SLO '%s' of a service '%s'".formatted(slo, service),
                        known ->
                                known.service().value().equals(service)
                                        && known.slo().name().value().equals(slo))
                .stream()
                .findFirst();
    }
}
