/// Runs and orders in PostgreSQL.
@NullMarked
package dev.kiban.pace.store;

import org.jspecify.annotations.NullMarked;
