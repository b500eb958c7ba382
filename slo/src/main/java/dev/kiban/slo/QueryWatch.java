package dev.kiban.slo;

import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.slo.Queries.Answer;
import dev.kiban.slo.Queries.Failed;
import dev.kiban.slo.QueryStore.Question;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks each Prometheus for the intervals that are over: each once, whoever else watches, a few at
/// a time, and none again in a round that has failed in it.
///
/// ```java
/// QueryWatch watch = new QueryWatch(store, new PrometheusQueries(client, credentials), clock);
/// watch.round(plan.slos());   // some times a minute
/// ```
public final class QueryWatch {
    /// Questions at a time.
    public static final int AT_A_TIME = 4;

    /// Claims of one round: whoever has a day to catch up with takes turns with who comes after.
    private static final int MOST_CLAIMS = 500;

    private final QueryStore store;
    private final Queries queries;
    private final InstantSource clock;

    public QueryWatch(QueryStore store, Queries queries, InstantSource clock) {
        this.store = store;
        this.queries = queries;
        this.clock = clock;
    }

    /// Asks what is due. For one thread at a time.
    ///
    /// @param slos all of them
    public void round(List<ServiceSlo> slos) {
        List<ServiceSlo> asked =
                slos.stream().filter(slo -> slo.slo().indicator() instanceof Prometheus).toList();
        Set<URI> away = ConcurrentHashMap.newKeySet();
        for (int claim = 0; claim < MOST_CLAIMS && !asked.isEmpty(); claim++) {
            List<Question> questions = store.claim(asked, AT_A_TIME, clock.instant());
            if (questions.isEmpty()) {
                return;
            }
            ask(questions, away);
        }
    }

    private void ask(List<Question> questions, Set<URI> away) {
        List<Callable<Boolean>> calls = new ArrayList<>();
        questions.forEach(question -> calls.add(() -> ask(question, away)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                call.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ask(Question question, Set<URI> away) {
        URI url = question.indicator().url();
        Answer answer =
                away.contains(url)
                        ? new Failed("another question to this Prometheus has just failed")
                        : queries.ask(question.indicator(), question.end());
        if (answer instanceof Failed) {
            away.add(url);
        }
        store.settle(question, answer, clock.instant());
        return true;
    }
}
