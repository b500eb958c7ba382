package dev.kiban.slo;

import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.slo.Queries.Answer;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Knows up to when each Prometheus has answered, and keeps what it said. A port.
public interface QueryStore {
    /// A Prometheus has so much time to scrape what happened in a minute.
    Duration SCRAPING = Duration.ofSeconds(30);

    /// Intervals that are older are asked for no more, and stay gaps.
    Duration PATIENCE = Duration.ofDays(1);

    /// For so long a question is the claimer's.
    Duration LEASE = Duration.ofMinutes(1);

    /// Questions that are due, oldest first; until [#LEASE] is over nobody else gets them.
    ///
    /// @param slos those whose indicator is a Prometheus
    /// @param most how many
    List<Question> claim(List<ServiceSlo> slos, int most, Instant now);

    /// Keeps an answer, unless there was one to this question.
    void settle(Question question, Answer answer, Instant now);

    /// What is to be asked.
    ///
    /// @param start of the interval
    record Question(ServiceSlo slo, Prometheus indicator, Instant start) {

        /// The end of the interval.
        public Instant end() {
            return start.plus(indicator.every());
        }
    }
}
