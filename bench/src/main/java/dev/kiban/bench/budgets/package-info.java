/// What it costs to know where all SLOs stand: rounds, board and service page over a large store.
/// Start at [BudgetsTable].
@NullMarked
package dev.kiban.bench.budgets;

import org.jspecify.annotations.NullMarked;
