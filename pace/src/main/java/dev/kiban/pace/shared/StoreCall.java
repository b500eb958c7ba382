package dev.kiban.pace.shared;

import java.util.List;

/// What a replica wants of the store.
public sealed interface StoreCall {
    /// Units of a permit. A rate of *n* an hour drains *n* units in a microsecond, so that each
    /// rate is a whole number; and all levels are, below 2⁵³, where the store's numbers are exact.
    long PERMIT = 3_600_000_000L;

    /// By which its answer is known.
    long number();

    /// Charges all buckets for a job and counts it as in flight, or does nothing at all.
    ///
    /// @param permit what it is called from then on
    /// @param horizonMicros nothing is done if its turn would come later than that
    /// @param leaseMicros how long it is in flight if it is not renewed
    /// @param repeat who asks with the same one gets the same permit; an empty text is none
    record Take(
            long number,
            String permit,
            int cost,
            long horizonMicros,
            long leaseMicros,
            String repeat,
            List<BucketTerms> buckets,
            List<JobTerms> jobs)
            implements StoreCall {

        public Take {
            buckets = List.copyOf(buckets);
            jobs = List.copyOf(jobs);
        }
    }

    /// A permit is not used: what of it has not drained is for others.
    record GiveBack(long number, String permit) implements StoreCall {}

    /// A job is done.
    record Done(long number, String permit) implements StoreCall {}

    /// A job still runs.
    record Renew(long number, String permit) implements StoreCall {}

    /// Limits have other rates from now on.
    record Change(long number, List<LimitTerms> limits) implements StoreCall {

        public Change {
            limits = List.copyOf(limits);
        }
    }

    /// A replica counts with the others again, after it was alone.
    ///
    /// @param limits of which it let jobs pass alone: their immediate share is used up
    /// @param running its jobs in flight
    record Enter(long number, List<LimitTerms> limits, List<Running> running) implements StoreCall {

        public Enter {
            limits = List.copyOf(limits);
            running = List.copyOf(running);
        }
    }

    /// A limit, as whoever calls has it.
    ///
    /// @param name such as `push/x-sender`
    /// @param isKeyed whether it has a bucket for each value of a header
    /// @param anHour its rate
    record LimitTerms(String name, boolean isKeyed, long anHour, int immediate, int burst) {}

    /// One of its buckets.
    ///
    /// @param high of the hash of the header's value, never the value itself
    record BucketTerms(LimitTerms limit, long high, long low) {}

    /// Jobs in flight of a pace.
    record JobTerms(String pace, int atMost) {}

    /// A job in flight.
    ///
    /// @param leftMicros of its lease
    /// @param leaseMicros when it is renewed
    record Running(String permit, List<String> paces, long leftMicros, long leaseMicros) {

        public Running {
            paces = List.copyOf(paces);
        }
    }
}
