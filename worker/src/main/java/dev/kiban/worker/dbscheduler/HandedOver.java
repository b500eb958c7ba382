package dev.kiban.worker.dbscheduler;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.kiban.worker.Job;
import dev.kiban.worker.Taken;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One execution, between a thread of the scheduler, which waits for its outcome, and one of the
/// worker, which waits until that is in the database.
final class HandedOver implements Taken<DueTask>, DueTask {
    private final TaskInstance<?> instance;
    private final Execution picked;
    private final Supplier<CompletionHandler<?>> chain;
    private final Map<String, String> headers;
    private final CompletableFuture<CompletionHandler<?>> outcome = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
    private volatile @Nullable CompletionHandler<?> completion;

    HandedOver(
            TaskInstance<?> instance,
            Execution picked,
            Supplier<CompletionHandler<?>> chain,
            Map<String, String> headers) {
        this.instance = instance;
        this.picked = picked;
        this.chain = chain;
        this.headers = headers;
    }

    @Override
    public TaskInstance<?> instance() {
        return instance;
    }

    @Override
    public void run() {
        completion = chain.get();
    }

    @Override
    public Job<DueTask> job() {
        return new Job<>(
                this, headers, Optional.of(picked.executionTime), picked.consecutiveFailures > 0);
    }

    @Override
    public void done() {
        CompletionHandler<?> handler = completion;
        if (handler == null) {
            throw new IllegalStateException("%s was not run".formatted(instance));
        }
        outcome.complete(noting(handler));
        await();
    }

    @Override
    public void giveBack() {
        outcome.complete(back());
        await();
    }

    /// The scheduler asks the task what comes then.
    @Override
    public void failed(Throwable cause) {
        outcome.completeExceptionally(cause);
    }

    /// What the scheduler is to do.
    ///
    /// @throws RuntimeException what the job threw
    CompletionHandler<?> outcome() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /// Due as it was before it was picked. What counts its failures adds one.
    CompletionHandler<?> back() {
        return noting(
                (complete, operations) -> {
                    picked.consecutiveFailures--;
                    operations.reschedule(
                            ExecutionComplete.failure(
                                    picked, complete.getTimeDone(), picked.lastFailure, null),
                            picked.executionTime);
                });
    }

    private <T> CompletionHandler<T> noting(CompletionHandler<T> handler) {
        return (ExecutionComplete complete, ExecutionOperations<T> operations) -> {
            try {
                handler.complete(complete, operations);
                written.complete(null);
            } catch (Throwable e) {
                written.completeExceptionally(e);
                throw e;
            }
        };
    }

    private void await() {
        try {
            written.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "%s: the database did not hear of its end".formatted(instance), e.getCause());
        }
    }
}
