package dev.kiban.worker.dbscheduler;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/// What db-scheduler keeps its executions in.
final class TaskTable implements AutoCloseable {
    private final HikariDataSource source;

    private TaskTable(HikariDataSource source) {
        this.source = source;
    }

    /// In the server that runs on a folder.
    static TaskTable in(Path folder) {
        DatabaseUrl url = EmbeddedPostgres.runningOn(folder).orElseThrow();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.login().user().orElseThrow());
        config.setPassword(url.login().password().orElseThrow());
        config.setMaximumPoolSize(16);
        return new TaskTable(new HikariDataSource(config));
    }

    DataSource source() {
        return source;
    }

    void create() throws SQLException, IOException {
        try (InputStream tables =
                Objects.requireNonNull(TaskTable.class.getResourceAsStream("tables.sql"))) {
            change(new String(tables.readAllBytes(), UTF_8));
        }
    }

    /// Instances `0` to `count` - 1 of a task, each of them due.
    void fill(TaskDescriptor<Void> task, int count) {
        List<TaskInstance<?>> instances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            instances.add(task.instance(String.valueOf(i)).build());
        }
        SchedulerClient.Builder.create(source)
                .build()
                .scheduleBatch(instances, Instant.now().minusSeconds(60));
    }

    long count(String condition) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT count(*) FROM scheduled_tasks WHERE " + condition)) {
            result.next();
            return result.getLong(1);
        }
    }

    void change(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
