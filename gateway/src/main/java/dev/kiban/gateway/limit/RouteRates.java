package dev.kiban.gateway.limit;

import java.util.List;

/// The rates of a route, by when they are asked.
///
/// @param first asked before it is asked who calls
/// @param others asked once that is known
public record RouteRates(List<Rate> first, List<Rate> others) {
    /// Of a route that has none.
    public static final RouteRates NONE = new RouteRates(List.of(), List.of());

    public RouteRates {
        first = List.copyOf(first);
        others = List.copyOf(others);
    }

    static RouteRates of(List<Rate> rates) {
        return new RouteRates(
                rates.stream().filter(rate -> rate.limit().isFirst()).toList(),
                rates.stream().filter(rate -> !rate.limit().isFirst()).toList());
    }
}
