package dev.kiban.runtime.sql;

import java.sql.SQLException;

/// The database could not do what it was asked: unreachable, or a statement that failed. What
/// PostgreSQL said is in the message; a password never is.
public final class SqlFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SqlFault(String message, Throwable cause) {
        super(message, cause);
    }

    static SqlFault of(SQLException e) {
        return new SqlFault("the database says: " + e.getMessage(), e);
    }
}
