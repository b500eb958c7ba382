package dev.kiban.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WorkerReportTest {
    @Test
    void speaksToPrometheusWhereverItRuns() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            assertThat(report().prometheus())
                    .isEqualTo(
                            """
                            # HELP kiban_worker_jobs_total Jobs that were taken, by what became of them.
                            # TYPE kiban_worker_jobs_total counter
                            kiban_worker_jobs_total{result="done"} 7
                            kiban_worker_jobs_total{result="failed"} 2
                            kiban_worker_jobs_total{result="given_back"} 1
                            # HELP kiban_worker_taken_total Jobs that were taken from the queue.
                            # TYPE kiban_worker_taken_total counter
                            kiban_worker_taken_total 12
                            # HELP kiban_worker_untold_total Jobs of which the queue could not be told what became of them.
                            # TYPE kiban_worker_untold_total counter
                            kiban_worker_untold_total 0
                            # HELP kiban_worker_waiting Jobs in hand that wait for their turn.
                            # TYPE kiban_worker_waiting gauge
                            kiban_worker_waiting 1
                            # HELP kiban_worker_running Jobs in hand that are being done.
                            # TYPE kiban_worker_running gauge
                            kiban_worker_running 1
                            # HELP kiban_worker_lag_seconds For how long the job that came last could have been done.
                            # TYPE kiban_worker_lag_seconds gauge
                            kiban_worker_lag_seconds 42.500
                            # HELP kiban_worker_since_done_seconds For how long no job was done.
                            # TYPE kiban_worker_since_done_seconds gauge
                            kiban_worker_since_done_seconds 3.000
                            """);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static WorkerReport report() {
        return new WorkerReport(
                12, 7, 2, 1, 0, 1, 1, Duration.ofMillis(42_500), Duration.ofSeconds(3));
    }
}
