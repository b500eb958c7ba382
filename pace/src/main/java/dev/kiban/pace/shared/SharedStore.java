package dev.kiban.pace.shared;

/// Buckets, jobs in flight and permits that all replicas of a pacer have together.
///
/// Each call is done at once, or not at all, and calls are done one after another. A bucket drains
/// by the clock of the store, so that those of the replicas need not agree.
public interface SharedStore {

    /// Sends a call, and waits for nothing. Without an answer, the sender finds out by itself.
    void send(StoreCall call);

    /// It has not answered in time. Nothing that was sent is waited for any more, and the store
    /// says [Listener#isBack] when it can be reached again.
    void giveUp();

    /// Who is told what the store says, on any thread.
    interface Listener {
        /// Nobody.
        Listener NONE =
                new Listener() {
                    @Override
                    public void answered(long number, StoreReply reply) {}

                    @Override
                    public void isBack() {}

                    @Override
                    public void isAway() {}
                };

        /// A call was done.
        ///
        /// @param number of the call
        void answered(long number, StoreReply reply);

        /// The store can be reached, from now on.
        void isBack();

        /// The store cannot be reached any more: no call that is under way will be answered.
        void isAway();
    }
}
