/// Exact counts of the requests that the gateway served, for budgets.
///
/// Metrics are sampled and start at zero with each process; budgets need every request once. What
/// leaves this package is a [MinuteCounts][dev.kiban.gateway.count.MinuteCounts] for each minute,
/// through the port [CountsOut][dev.kiban.gateway.count.CountsOut].
@NullMarked
package dev.kiban.gateway.count;

import org.jspecify.annotations.NullMarked;
