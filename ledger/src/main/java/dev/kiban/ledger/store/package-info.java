/// The ledger in PostgreSQL: the tables `ledger_event` and `ledger_head`. Start at
/// [SqlEvents][dev.kiban.ledger.store.SqlEvents].
@NullMarked
package dev.kiban.ledger.store;

import org.jspecify.annotations.NullMarked;
