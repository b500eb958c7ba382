package dev.kiban.slo.store;

import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.SloName;
import dev.kiban.slo.AlertStore.Told;
import dev.kiban.slo.DemoHour;
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

    /// No service is called so: names have no slash.
    private static final String DEMO = "demo//";

    private static final String BEGIN_DEMO =
            """
            INSERT INTO slo_alert (id, service, slo, tier, starts_at, ends_at)
            VALUES (?, ?, ?, ?, ?, ?)""";

    private static final String FORGET_DEMO = "DELETE FROM slo_alert WHERE starts_with(id, ?)";

    private static final String END = "UPDATE slo_alert SET ends_at = ? WHERE id = ?";

    private static final String READ =
            """
            SELECT slo, tier, starts_at, ends_at FROM slo_alert
            WHERE service = ? AND starts_at < ? AND (ends_at IS NULL OR ends_at > ?)
            ORDER BY starts_at""";

    private AlertRows() {}

    /// A made-up one, told from real ones by its id.
    static void addDemo(Connection connection, DemoHour.Alert alert) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN_DEMO)) {
            statement.setString(
                    1,
                    "%s%s/%s/%s/%d"
                            .formatted(
                                    DEMO,
                                    alert.service(),
                                    alert.slo(),
                                    alert.tier(),
                                    alert.time().start().getEpochSecond()));
            statement.setString(2, alert.service().value());
            statement.setString(3, alert.slo().value());
            statement.setString(4, alert.tier().toString());
            statement.setObject(5, Times.at(alert.time().start()));
            statement.setObject(6, Times.at(alert.time().end()));
            statement.executeUpdate();
        }
    }

    static void forgetDemo(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET_DEMO)) {
            statement.setString(1, DEMO);
            statement.executeUpdate();
        }
    }

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
