package dev.kiban.gateway.reload;

import dev.kiban.definition.Problem;
import java.util.List;

/// What became of a reload.
public sealed interface Reload {

    /// There is a new plan.
    ///
    /// @param leftOut what is wrong with services whose routes it does not have; see [PlanLoader]
    record Compiled(LivePlan live, List<Problem> leftOut) implements Reload {

        public Compiled {
            leftOut = List.copyOf(leftOut);
        }
    }

    /// Files changed, but not what they say: the plan stays, and nothing is wrong.
    record Unchanged() implements Reload {}

    /// Something is wrong: the plan stays.
    ///
    /// @param problems all of them, by location
    record Refused(List<Problem> problems) implements Reload {

        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
