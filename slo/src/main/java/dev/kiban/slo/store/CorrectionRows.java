package dev.kiban.slo.store;

import dev.kiban.slo.Correction;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Corrections as rows of `slo_correction`.
record CorrectionRows(Map<Name, List<Correction>> bySlo) {
    private static final String READ_ALL =
            "SELECT * FROM slo_correction WHERE ends > ? AND starts < ? ORDER BY id";

    private static final String READ_ONE =
            """
            SELECT * FROM slo_correction
            WHERE ends > ? AND starts < ? AND service = ? AND slo = ?
            ORDER BY id""";

    private static final String ADD =
            """
            INSERT INTO slo_correction (service, slo, starts, ends, author, reason)
            VALUES (?, ?, ?, ?, ?, ?)""";

    /// Whose they are.
    record Name(String service, String slo) {
        static Name of(ServiceSlo slo) {
            return new Name(slo.service().value(), slo.slo().name().value());
        }
    }

    /// Those of all SLOs that overlap a time.
    static CorrectionRows read(Connection connection, PeriodWindow time) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ_ALL)) {
            statement.setObject(1, Times.at(time.start()));
            statement.setObject(2, Times.at(time.end()));
            return read(statement);
        }
    }

    /// Those of one SLO that overlap a time.
    static CorrectionRows read(Connection connection, PeriodWindow time, ServiceSlo slo)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ_ONE)) {
            statement.setObject(1, Times.at(time.start()));
            statement.setObject(2, Times.at(time.end()));
            statement.setString(3, slo.service().value());
            statement.setString(4, slo.slo().name().value());
            return read(statement);
        }
    }

    static int add(Connection connection, ServiceSlo slo, Correction correction)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, slo.service().value());
            statement.setString(2, slo.slo().name().value());
            statement.setObject(3, Times.at(correction.start()));
            statement.setObject(4, Times.at(correction.end()));
            statement.setString(5, correction.author());
            statement.setString(6, correction.reason());
            return statement.executeUpdate();
        }
    }

    List<Correction> of(ServiceSlo slo) {
        return bySlo.getOrDefault(Name.of(slo), List.of());
    }

    private static CorrectionRows read(PreparedStatement statement) throws SQLException {
        Map<Name, List<Correction>> bySlo = new HashMap<>();
        ResultSet rows = statement.executeQuery();
        while (rows.next()) {
            bySlo.computeIfAbsent(
                            new Name(rows.getString("service"), rows.getString("slo")),
                            _ -> new ArrayList<>())
                    .add(
                            new Correction(
                                    Times.read(rows, "starts"),
                                    Times.read(rows, "ends"),
                                    rows.getString("author"),
                                    rows.getString("reason")));
        }
        return new CorrectionRows(bySlo);
    }
}
