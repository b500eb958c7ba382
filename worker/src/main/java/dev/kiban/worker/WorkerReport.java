package dev.kiban.worker;

import java.time.Duration;
import java.util.Locale;

/// How a worker does.
///
/// @param taken jobs that were taken from the queue
/// @param done of them
/// @param failed of them: tried, and not done
/// @param givenBack of them: not tried, or cut short when the worker had to stop
/// @param untold of them: the queue could not be told what became of them
/// @param waiting in hand, for their turn
/// @param running in hand, being done
/// @param lag for how long the job that came last could have been done; zero if none is there
/// @param sinceDone for how long none was done; since the start, if none was
public record WorkerReport(
        long taken,
        long done,
        long failed,
        long givenBack,
        long untold,
        int waiting,
        int running,
        Duration lag,
        Duration sinceDone) {
    private static final double MILLIS = 1e3;

    /// As Prometheus reads it.
    public String prometheus() {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                # HELP kiban_worker_jobs_total Jobs that were taken, by what became of them.
                # TYPE kiban_worker_jobs_total counter
                """);
        jobs(text, "done", done);
        jobs(text, "failed", failed);
        jobs(text, "given_back", givenBack);
        value(text, "taken_total", "counter", "Jobs that were taken from the queue.", taken);
        value(
                text,
                "untold_total",
                "counter",
                "Jobs of which the queue could not be told what became of them.",
                untold);
        value(text, "waiting", "gauge", "Jobs in hand that wait for their turn.", waiting);
        value(text, "running", "gauge", "Jobs in hand that are being done.", running);
        value(
                text,
                "lag_seconds",
                "gauge",
                "For how long the job that came last could have been done.",
                seconds(lag));
        value(
                text,
                "since_done_seconds",
                "gauge",
                "For how long no job was done.",
                seconds(sinceDone));
        return text.toString();
    }

    private static void jobs(StringBuilder text, String result, long count) {
        text.append("kiban_worker_jobs_total{result=\"%s\"} %s\n".formatted(result, count));
    }

    private static void value(
            StringBuilder text, String name, String type, String help, Object value) {
        text.append(
                """
                # HELP kiban_worker_%1$s %3$s
                # TYPE kiban_worker_%1$s %2$s
                kiban_worker_%1$s %4$s
                """
                        .formatted(name, type, help, value));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / MILLIS);
    }
}
