/// Tokens and sessions in PostgreSQL: the tables `access_token` and `access_session`. Start at
/// [SqlTokens][dev.kiban.access.store.SqlTokens].
@NullMarked
package dev.kiban.access.store;

import org.jspecify.annotations.NullMarked;
