/// PostgreSQL: a pool with transactions ([Database][dev.kiban.runtime.sql.Database]), each domain's
/// own tables ([Migrations][dev.kiban.runtime.sql.Migrations]), and a real server on a folder of
/// this machine for those who have none
/// ([EmbeddedPostgres][dev.kiban.runtime.sql.EmbeddedPostgres]). Knows no table of any domain.
@NullMarked
package dev.kiban.runtime.sql;

import org.jspecify.annotations.NullMarked;
