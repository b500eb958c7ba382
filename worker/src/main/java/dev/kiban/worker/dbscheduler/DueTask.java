package dev.kiban.worker.dbscheduler;

import com.github.kagkarlsson.scheduler.task.TaskInstance;

/// An execution that is due, picked, and not begun.
public interface DueTask {
    /// Which one it is.
    TaskInstance<?> instance();

    /// Executes it, as its task says. To be called once, by whoever does the job.
    void run();
}
