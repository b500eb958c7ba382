package dev.kiban.app;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Problem;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.schema.SchemaSources;
import java.util.List;

/// What the gateway finds in definitions, as far as that can be told without asking upstreams: a
/// service whose schema comes by reflection is checked when it serves.
final class PlanCheck {
    private PlanCheck() {}

    static List<Problem> problems(Definitions definitions) {
        return switch (GatewayPlan.compile(definitions, SchemaSources.ofFiles(definitions))) {
            case GatewayPlan.Compiled _ -> List.of();
            case GatewayPlan.Rejected(List<Problem> problems) -> problems;
        };
    }
}
