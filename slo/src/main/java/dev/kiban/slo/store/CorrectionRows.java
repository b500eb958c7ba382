package dev.kiban.slo.store;

import dev.kiban.slo.Correction;
import dev.kiban.slo.NumberedCorrection;
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
            "SELECT * FROM slo_correction WHERE ends > ? AND starts < ? AND NOT undone ORDER BY id";

    private static final String READ_ONE =
            """
            SELECT * FROM slo_correction
            WHERE ends > ? AND starts < ? AND service = ? AND slo = ? AND NOT undone
            ORDER BY id""";

    private static final String ADD =
            """
            INSERT INTO slo_correction (service, slo, starts, ends, author, reason, number)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (number) DO NOTHING""";

    private static final String READ_NUMBERED =
            """
            SELECT * FROM slo_correction
            WHERE service = ? AND slo = ? AND number IS NOT NULL AND NOT undone
            ORDER BY starts, number""";

    /// The row stays: whoever repeats an old wish for a correction must not bring it back.
    private static final String UNDO =
            """
            UPDATE slo_correction SET undone = true
            WHERE service = ? AND slo = ? AND number = ? AND NOT undone""";

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

    static List<NumberedCorrection> numbered(Connection connection, ServiceSlo slo)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ_NUMBERED)) {
            bind(statement, slo);
            ResultSet rows = statement.executeQuery();
            List<NumberedCorrection> numbered = new ArrayList<>();
            while (rows.next()) {
                numbered.add(new NumberedCorrection(rows.getLong("number"), correction(rows)));
            }
            return numbered;
        }
    }

    static int add(Connection connection, ServiceSlo slo, NumberedCorrection numbered)
            throws SQLException {
        Correction correction = numbered.correction();
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            bind(statement, slo);
            statement.setObject(3, Times.at(correction.start()));
            statement.setObject(4, Times.at(correction.end()));
            statement.setString(5, correction.author());
            statement.setString(6, correction.reason());
            statement.setLong(7, numbered.number());
            return statement.executeUpdate();
        }
    }

    static boolean undo(Connection connection, ServiceSlo slo, long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNDO)) {
            bind(statement, slo);
            statement.setLong(3, number);
            return statement.executeUpdate() == 1;
        }
    }

    private static void bind(PreparedStatement statement, ServiceSlo slo) throws SQLException {
        statement.setString(1, slo.service().value());
        statement.setString(2, slo.slo().name().value());
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
                    .add(correction(rows));
        }
        return new CorrectionRows(bySlo);
    }

    private static Correction correction(ResultSet row) throws SQLException {
        return new Correction(
                Times.read(row, "starts"),
                Times.read(row, "ends"),
                row.getString("author"),
                row.getString("reason"));
    }
}
