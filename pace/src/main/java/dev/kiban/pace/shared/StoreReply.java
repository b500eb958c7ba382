package dev.kiban.pace.shared;

import java.util.List;

/// What the store says to a [StoreCall].
public sealed interface StoreReply {
    /// At no rate that holds now.
    long NEVER = -1;

    /// All was charged.
    ///
    /// @param delayMicros in which time it is the job's turn
    /// @param levels of the buckets, with the job, in units
    /// @param jobs in flight, with this one
    record Taken(long delayMicros, List<Long> levels, List<JobCount> jobs) implements StoreReply {

        public Taken {
            levels = List.copyOf(levels);
            jobs = List.copyOf(jobs);
        }
    }

    /// Nothing was.
    ///
    /// @param delayMicros in which time it would be the job's turn, for all that buckets know;
    ///     [#NEVER] if nobody can tell
    /// @param levels of the buckets, in units
    record NotNow(long delayMicros, List<Long> levels, List<JobCount> jobs) implements StoreReply {

        public NotNow {
            levels = List.copyOf(levels);
            jobs = List.copyOf(jobs);
        }
    }

    /// The same ask has a permit already.
    ///
    /// @param delayMicros in which time it is its turn
    record Same(String permit, long delayMicros) implements StoreReply {}

    /// A permit was looked for.
    record Found(boolean isKnown) implements StoreReply {}

    /// It is done, and there is nothing to say.
    record Noted() implements StoreReply {}

    /// Jobs of a pace.
    ///
    /// @param ended jobs whose lease had ended, and nobody had seen that yet
    record JobCount(int running, int ended) {}
}
