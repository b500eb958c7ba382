package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An endpoint as people see it.
///
/// @param loops on how many loops it is left out; each ejects by what it has seen itself
public record EndpointView(Address address, State state, int loops) {

    /// Whether it gets requests.
    public enum State {
        /// It does.
        SERVING,
        /// It failed too often, and gets none for a while.
        EJECTED,
        /// It says of itself that it cannot serve, or says nothing.
        UNHEALTHY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What several loops see, as one: an endpoint is left out that is so on any of them.
    public static List<EndpointView> merge(List<List<EndpointView>> ofLoops) {
        Map<Address, EndpointView> merged = new LinkedHashMap<>();
        ofLoops.forEach(
                seen -> seen.forEach(one -> merged.merge(one.address(), one, EndpointView::with)));
        return new ArrayList<>(merged.values());
    }

    private EndpointView with(EndpointView other) {
        State worse = state.compareTo(other.state) >= 0 ? state : other.state;
        return new EndpointView(address, worse, loops + other.loops);
    }

    /// In words: what it is, and on how many of all loops.
    public String text(int ofLoops) {
        return switch (state) {
            case SERVING -> address.toString();
            case EJECTED ->
                    "%s left out after failures, on %d of %d loops"
                            .formatted(address, loops, ofLoops);
            case UNHEALTHY -> address + " left out by its health";
        };
    }
}
