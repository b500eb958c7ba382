package dev.kiban.app.console;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.load.DefinitionLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One service with one SLO, over 28 days.
final class Shop {
    private Shop() {}

    /// @param indicator as people write it
    static Definitions in(Path directory, String indicator) throws IOException {
        Files.writeString(
                directory.resolve("shop.yaml"),
                """
                apiVersion: kiban.dev/v1
                kind: Team
                metadata: {name: shop-team}
                spec: {}
                ---
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: shop}
                spec:
                  owner: shop-team
                  slos:
                    - name: paid
                      indicator: {%s}
                      objective: 99%%
                      period: {rolling: 28d}
                """
                        .formatted(indicator));
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Accepted(Definitions definitions) -> definitions;
            case Loaded.Rejected(var problems, _) -> throw new AssertionError(problems);
        };
    }
}
