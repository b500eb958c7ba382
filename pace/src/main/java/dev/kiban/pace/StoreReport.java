package dev.kiban.pace;

/// How a pacer stands with the store that it shares with others. Counts are since it began.
///
/// @param isUp whether all count together now
/// @param calls to the store
/// @param late answers that did not come in time
/// @param aloneTimes how often it went on alone
/// @param passedAlone jobs that started without the store having been asked
public record StoreReport(boolean isUp, long calls, long late, long aloneTimes, long passedAlone) {}
