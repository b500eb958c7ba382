package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.PaceName;
import dev.kiban.protos.v1.PaceStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Which pace an order is about, and why: what all orders share.
final class PaceOrderOptions {
    @Parameters(index = "0", paramLabel = "PACE", description = "Its name, such as push.")
    private String pace = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, in one line, for the ledger.")
    private String reason = "";

    @Mixin private ApiOptions api = new ApiOptions();

    /// Where the command runs.
    record Here(Terminal terminal, Map<String, String> environment) {
        Here {
            environment = Map.copyOf(environment);
        }
    }

    /// A mistake on the command line.
    ParameterException wrong(String why) {
        return api.wrong(why);
    }

    /// Gives the order, and prints how the pace stands then.
    ///
    /// @param member which order, of the API's request
    /// @throws ParameterException if there can be no such pace
    int give(String member, Json order, Here here) {
        return give(Map.of(member, order), here);
    }

    /// The same, for a while.
    int give(String member, Json order, PaceLasting lasting, Here here) {
        Map<String, Json> members = new LinkedHashMap<>(lasting.members());
        members.put(member, order);
        return give(members, here);
    }

    private int give(Map<String, Json> order, Here here) {
        Map<String, Json> request = new LinkedHashMap<>(order);
        request.put("reason", Json.text(reason));
        return new ApiPrint(here.terminal(), api.format())
                .print(
                        api.open(here.environment())
                                .post(
                                        path(),
                                        Json.object(request),
                                        PaceStatus.getDefaultInstance()),
                        PaceText::of);
    }

    private String path() {
        try {
            return "/api/v1/paces/" + new PaceName(pace);
        } catch (IllegalArgumentException e) {
            throw api.wrong(String.valueOf(e.getMessage()));
        }
    }
}
