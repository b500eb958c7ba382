package dev.kiban.pace;

import dev.kiban.kernel.Share;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who gets which share of the permits of a pace, such as a new version of its workers.
///
/// @param header whose values tell them apart
/// @param shares by value; all others are the rest, and get what is left
public record CanaryPlan(String header, SortedMap<String, Share> shares) {
    /// No more values have a share of their own.
    public static final int MOST = 16;

    /// What those are called together whose value is not named.
    public static final String REST = "rest";

    /// @throws IllegalArgumentException if the shares are more than there is
    public CanaryPlan {
        shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
        if (shares.size() > MOST) {
            throw new IllegalArgumentException("more than %d canaries".formatted(MOST));
        }
        long sum = shares.values().stream().mapToLong(Share::partsPerBillion).sum();
        if (sum > Share.WHOLE) {
            throw new IllegalArgumentException(
                    "the shares of %s are more than 100%%".formatted(shares));
        }
    }

    public CanaryPlan(String header, Map<String, Share> shares) {
        this(header, new TreeMap<>(shares));
    }
}
