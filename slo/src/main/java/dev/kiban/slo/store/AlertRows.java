package dev.kiban.slo.store;

import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.SloName;
import dev.kiban.slo.AlertStore.Told;
import dev.kiban.slo.Notification;
import dev.kiban.slo.Outbox;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.TierName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What people were told, as rows of `slo_alert`: the outbox forgets it when everybody knows.
final class AlertRows {
    private static final String BEGIN =
            """
            INSERT INTO slo_alert (id, service, slo, tier, starts_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING""";

    private static final String END = "UPDATE slo_alert SET ends_at = ? WHERE id = ?";

    private static final String READ =
            """
            SELECT slo, tier, starts_at, ends_at FROM slo_alert
            WHERE service = ? AND starts_at < ? AND (ends_at IS NULL OR ends_at > ?)
            ORDER BY starts_at""";

    private AlertRows() {}

    static void add(Connection connection, Notification told) throws SQLException {
        if (told.endsAt().isPresent()) {
            end(connection, told);
        } else {
            begin(connection, told);
        }
    }

    private static void begin(Connection connection, Notification told) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setString(1, told.id());
            statement.setString(2, told.labels().get("service"));
            statement.setString(3, told.labels().get("slo"));
            statement.setString(4, told.labels().get("tier"));
            statement.setObject(5, Times.at(told.startsAt()));
            statement.executeUpdate();
        }
    }

    private static void end(Connection connection, Notification told) throws SQLException {
        int beginning = told.id().length() - Outbox.END.length();
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setObject(1, Times.at(told.endsAt().orElseThrow()));
            statement.setString(2, told.id().substring(0, beginning));
            statement.executeUpdate();
        }
    }

    static List<Told> read(Connection connection, ServiceName service, PeriodWindow time)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, service.value());
            statement.setObject(2, Times.at(time.end()));
            statement.setObject(3, Times.at(time.start()));
            ResultSet rows = statement.executeQuery();
            List<Told> told = new ArrayList<>();
            while (rows.next()) {
                told.add(
                        new Told(
                                new SloName(rows.getString("slo")),
                                TierName.parse(rows.getString("tier")),
                                Times.read(rows, "starts_at"),
                                Times.readIfThere(rows, "ends_at")));
            }
            return told;
        }
    }
}
