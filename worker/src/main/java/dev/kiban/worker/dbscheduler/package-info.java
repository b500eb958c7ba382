/// Workers of db-scheduler, on PostgreSQL or another database.
///
/// Start at [DueTasks][dev.kiban.worker.dbscheduler.DueTasks]. It needs
/// `com.github.kagkarlsson:db-scheduler`, which a program that uses it has anyway.
@NullMarked
package dev.kiban.worker.dbscheduler;

import org.jspecify.annotations.NullMarked;
