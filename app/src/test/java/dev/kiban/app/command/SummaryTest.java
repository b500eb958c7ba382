package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.definition.report.Colours;
import dev.kiban.kernel.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void saysWhatRunsWhereAndWhatToTry() {
        Summary summary =
                new Summary(
                        fleaMarket(),
                        new Summary.Addresses(
                                "http://localhost:8080",
                                "http://localhost:8081",
                                Optional.of("127.0.0.1:8082"),
                                "token in /data/developer-token",
                                "http://localhost:9901",
                                Optional.of("http://localhost:8090")),
                        Map.of(new ServiceName("item"), Duration.ofMillis(840)));

        assertThat(summary.print(Colours.NONE))
                .isEqualTo(
                        """

                          item      gRPC   127.0.0.1:9101          item-team          ready in 0.8 s
                          legacy    HTTP   127.0.0.1:9102          monolith-keepers   not started here
                          push      HTTP   127.0.0.1:9103          item-team          not started here
                          gateway          http://localhost:8080
                          pace             http://localhost:8090
                          console          http://localhost:8081
                          admin            http://localhost:9901

                        Try
                          curl localhost:8080/v1/items/m1
                          curl 'localhost:8080/v1/items?page_size=3'
                          curl -N localhost:8080/v1/items:watch
                          curl localhost:8080/legacy/users/7
                          curl -X POST 'localhost:8080/push/campaigns?name=spring&messages=3000'
                          curl localhost:8080/push/stats

                        The API is at http://localhost:8081/api/v1 and, over gRPC, at 127.0.0.1:8082, with the token in /data/developer-token.
                        Definitions go live as you save them. Ctrl-C stops everything.

                        """);
    }

    private static Definitions fleaMarket() {
        return switch (new DefinitionLoader().load(Path.of("../examples/flea-market"))) {
            case Loaded.Accepted(Definitions definitions) -> definitions;
            case Loaded.Rejected(var problems, _) -> throw new AssertionError(problems.toString());
        };
    }
}
