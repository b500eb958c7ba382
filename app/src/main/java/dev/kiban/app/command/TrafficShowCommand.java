package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.protos.v1.ServiceTraffic;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kiban traffic show SERVICE`: how its traffic is shared now.
@Command(
        name = "show",
        description = "Show how backends share the traffic of a service, and who has said so.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 shown, 1 the API does not say, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban traffic show item",
            "  kiban traffic show item --api https://kiban.example --token-file token"
        })
final class TrafficShowCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin private TrafficOptions traffic = new TrafficOptions();
    @Mixin private ApiOptions api = new ApiOptions();

    TrafficShowCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        return new ApiPrint(terminal, api.format())
                .print(
                        api.open(environment)
                                .get(traffic.path(), ServiceTraffic.getDefaultInstance()),
                        TrafficText::of);
    }
}
