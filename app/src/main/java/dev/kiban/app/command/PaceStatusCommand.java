package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.PaceName;
import dev.kiban.protos.v1.ListPacesReply;
import dev.kiban.protos.v1.PaceStatus;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kiban pace status [PACE]`: what may start, and what was ordered.
@Command(
        name = "status",
        description = "Show at which rates jobs may start, and who has ordered what.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 shown, 1 the API does not say, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban pace status",
            "  kiban pace status push --format json"
        })
final class PaceStatusCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PACE",
            description = "Only this one (default: all of your teams).")
    private String pace = "";

    @Mixin private ApiOptions api = new ApiOptions();

    PaceStatusCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        ApiPrint print = new ApiPrint(terminal, api.format());
        if (pace.isEmpty()) {
            return print.print(
                    api.open(environment).get("/api/v1/paces", ListPacesReply.getDefaultInstance()),
                    PaceText::of);
        }
        return print.print(
                api.open(environment).get(path(), PaceStatus.getDefaultInstance()), PaceText::of);
    }

    private String path() {
        try {
            return "/api/v1/paces/" + new PaceName(pace);
        } catch (IllegalArgumentException e) {
            throw api.wrong(String.valueOf(e.getMessage()));
        }
    }
}
