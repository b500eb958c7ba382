/// Tokens in PostgreSQL: the table `access_token`. Start at
/// [SqlTokens][dev.kiban.access.store.SqlTokens].
@NullMarked
package dev.kiban.access.store;

import org.jspecify.annotations.NullMarked;
