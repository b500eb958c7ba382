/// What good service means, kept exactly: from counts to objectives, budgets, alerts, the answer to
/// "may we release?", and the look-back.
///
/// Rules and values only: counts and the time come in, decisions go out, and nothing here does
/// input or output. Numbers are fractions of integers, and nothing is rounded before it is
/// compared. Start at {@link dev.kiban.slo.SloPlan}, then {@link dev.kiban.slo.Budget} and {@link
/// dev.kiban.slo.Alerts}.
@NullMarked
package dev.kiban.slo;

import org.jspecify.annotations.NullMarked;
