/// Budgets beside a running gateway: its counts go to a database, and from there alerts are decided
/// and told. Requests go on without all of this. Start at
/// [BudgetKeeper][dev.kiban.app.budget.BudgetKeeper].
@NullMarked
package dev.kiban.app.budget;

import org.jspecify.annotations.NullMarked;
