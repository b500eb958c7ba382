package dev.kiban.gateway.balance;

/// How many attempts on an upstream may be repeats: a part of the requests of the last ten seconds
/// on this loop, so that repeats never bury an upstream that is in trouble, and a few a second, so
/// that there are some where requests are rare.
final class RetryBudget {
    static final int SECONDS = 10;
    static final int FREE_PER_SECOND = 3;

    private static final int PERCENT = 100;

    private final int[] requests = new int[SECONDS];
    private final int[] repeats = new int[SECONDS];
    private int second;
    private int allRequests;
    private int allRepeats;

    /// One more request.
    void request() {
        requests[second]++;
        allRequests++;
    }

    /// Takes one repeat, if there is any left.
    boolean take(int percent) {
        long allowed = FREE_PER_SECOND * SECONDS + (long) allRequests * percent / PERCENT;
        if (allRepeats >= allowed) {
            return false;
        }
        repeats[second]++;
        allRepeats++;
        return true;
    }

    /// A second is over; the oldest is forgotten.
    void nextSecond() {
        second = (second + 1) % SECONDS;
        allRequests -= requests[second];
        allRepeats -= repeats[second];
        requests[second] = 0;
        repeats[second] = 0;
    }
}
