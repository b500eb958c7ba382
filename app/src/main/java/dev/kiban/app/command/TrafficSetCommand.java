package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.protos.v1.TrafficChange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kiban traffic set SERVICE BACKEND=SHARE…`: other weights, from now on.
@Command(
        name = "set",
        description =
                "Give backends other shares. Those that are not named share the rest as they did before.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "With one backend named, users only move into it, or out of it.",
            "",
            "Exit codes: 0 set, 1 refused, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban traffic set item k8s=5% --reason 'a day without errors at 1%'",
            "  kiban traffic set item legacy=0% k8s=95% canary=50000ppm"
        })
final class TrafficSetCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin private TrafficOptions traffic = new TrafficOptions();

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "BACKEND=SHARE",
            description = "Its share: 5%%, 0.01%% or 100ppm.")
    private Map<String, String> shares = new LinkedHashMap<>();

    @Mixin private TrafficChangeOptions change = new TrafficChangeOptions();
    @Mixin private ApiOptions api = new ApiOptions();

    TrafficSetCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        Map<String, Json> named = new LinkedHashMap<>();
        shares.forEach((backend, share) -> named.put(backend, Json.text(share)));
        Map<String, Json> request = change.members();
        request.put("shares", Json.object(named));
        return new ApiPrint(terminal, api.format())
                .print(
                        api.open(environment)
                                .post(
                                        traffic.path(),
                                        Json.object(request),
                                        TrafficChange.getDefaultInstance()),
                        TrafficText::of);
    }
}
