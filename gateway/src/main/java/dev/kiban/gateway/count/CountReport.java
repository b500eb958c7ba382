package dev.kiban.gateway.count;

/// Hears how counting goes, for metrics.
public interface CountReport {

    /// So many minutes wait for the store.
    void minutesWaiting(int minutes);

    /// What was counted in a minute is lost: there was no room to keep it, or its file is damaged.
    void minuteLost();

    /// A request was not counted, since there was no room for its series.
    void uncounted();
}
