package dev.kiban.pace.plan;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.Partner;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Who may ask.
public sealed interface Askers {

    /// Whoever comes.
    record Anyone() implements Askers {}

    /// No one.
    record Nobody() implements Askers {}

    /// Those who have a key.
    ///
    /// @param byKey partners by the SHA-256 of their keys, in lower-case hexadecimal digits
    record Partners(Map<String, String> byKey) implements Askers {
        public Partners {
            byKey = Map.copyOf(byKey);
        }
    }

    /// What a rule says.
    ///
    /// @param partners of the Gateway
    static Askers of(AccessRule rule, Collection<Partner> partners) {
        return switch (rule) {
            case AccessRule.Anyone _ -> new Anyone();
            case AccessRule.Nobody _ -> new Nobody();
            case AccessRule.Allowed allowed -> {
                Map<String, String> byKey = new HashMap<>();
                partners.stream()
                        .filter(partner -> allowed.callers().contains(partner.name()))
                        .forEach(
                                partner ->
                                        partner.keys()
                                                .forEach(key -> byKey.put(key, partner.name())));
                yield new Partners(byKey);
            }
        };
    }
}
