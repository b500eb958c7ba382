package dev.kiban.pace.nginx;

import dev.kiban.pace.nginx.Verdict.Delayed;
import dev.kiban.pace.nginx.Verdict.Passed;
import dev.kiban.pace.nginx.Verdict.Rejected;
import java.util.List;

/// All rules of a location, in the order in which nginx looks at them: all are tested first, one
/// that refuses charges none, and the longest delay counts.
public final class Rules {
    private final Rule[] rules;

    public Rules(List<Rule> rules) {
        this.rules = rules.toArray(Rule[]::new);
    }

    /// How many.
    public int size() {
        return rules.length;
    }

    /// May it go on? If so, it is charged; also if that is only tried (`limit_req_dry_run`).
    ///
    /// @param keys the 128 bits of each rule's key, two numbers each; two zeros are an empty key,
    ///     of which the rule says nothing
    public Verdict decide(long[] keys, long nowMillis) {
        for (int i = 0; i < rules.length; i++) {
            Zone zone = rules[i].zone();
            long high = keys[2 * i];
            long low = keys[2 * i + 1];
            if (isEmpty(high, low)) {
                continue;
            }
            long excess = zone.excess(high, low, nowMillis);
            if (rules[i].refuses(excess)) {
                return new Rejected(excess, i);
            }
        }
        return charge(keys, nowMillis);
    }

    /// From the last rule to the first, as nginx does: of two with the same delay, the later one is
    /// named.
    private Verdict charge(long[] keys, long nowMillis) {
        long named = 0;
        long longest = 0;
        for (int i = rules.length - 1; i >= 0; i--) {
            if (isEmpty(keys[2 * i], keys[2 * i + 1])) {
                continue;
            }
            long excess = rules[i].zone().charge(keys[2 * i], keys[2 * i + 1], nowMillis);
            long delay = rules[i].delayMillis(excess);
            if (delay > longest || i == rules.length - 1) {
                named = excess;
                longest = delay;
            }
        }
        return longest == 0 ? new Passed(named) : new Delayed(named, longest);
    }

    private static boolean isEmpty(long high, long low) {
        return (high | low) == 0;
    }
}
