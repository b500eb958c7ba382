/// Counts, alerts and overrides in PostgreSQL: the tables `slo_*`. Start at
/// [SqlCounts][dev.kiban.slo.store.SqlCounts].
@NullMarked
package dev.kiban.slo.store;

import org.jspecify.annotations.NullMarked;
