package dev.kiban.app;

import dev.kiban.app.budget.BudgetKeeper;
import java.nio.file.Path;
import java.util.Optional;

/// How a gateway keeps budgets.
///
/// @param keeper in which database, and whom to tell of alerts; empty for no budgets
/// @param counts where to count requests; empty for nowhere
record BudgetSettings(Optional<BudgetKeeper.Setup> keeper, Optional<Path> counts) {}
