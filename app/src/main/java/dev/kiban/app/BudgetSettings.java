package dev.kiban.app;

import dev.kiban.app.budget.DatabasePlace;
import java.nio.file.Path;
import java.util.Optional;

/// How a gateway keeps budgets.
///
/// @param place in which database; empty for none
/// @param counts where to count requests; empty for nowhere
record BudgetSettings(Optional<DatabasePlace> place, Optional<Path> counts) {}
