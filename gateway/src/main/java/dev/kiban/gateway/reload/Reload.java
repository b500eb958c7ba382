package dev.kiban.gateway.reload;

import dev.kiban.definition.Problem;
import java.util.List;

/// What became of a reload.
public sealed interface Reload {

    /// There is a new plan.
    record Compiled(LivePlan live) implements Reload {}

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
