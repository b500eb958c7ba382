package dev.kiban.pace;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a lane is made of: the parts of its own pace first, then those of the paces that it is
/// within.
///
/// @param gates at least that of its own pace
/// @param canaries who gets which share
/// @param limits that hold back
/// @param dry limits that only count
/// @param lease the longest of those that its gauges give
record Parts(
        List<Gate> gates,
        List<Canary> canaries,
        List<Limit> limits,
        List<Gauge> gauges,
        List<Limit> dry,
        Duration lease) {

    /// In the order in which they are asked: who has had its share stands there, in nobody's way.
    List<Barrier> barriers() {
        return Stream.of(gates, canaries, limits, gauges).<Barrier>flatMap(List::stream).toList();
    }

    /// Headers that limits and canaries look at, each once.
    List<String> headers() {
        return Stream.concat(
                        Stream.concat(limits.stream(), dry.stream())
                                .flatMap(limit -> header(limit).stream()),
                        canaries.stream().map(Canary::header))
                .distinct()
                .toList();
    }

    /// Which of the headers each looks at.
    int[] keys(List<? extends Barrier> barriers) {
        List<String> headers = headers();
        return barriers.stream().mapToInt(one -> key(one, headers)).toArray();
    }

    private static int key(Barrier barrier, List<String> headers) {
        return switch (barrier) {
            case Limit limit -> header(limit).map(headers::indexOf).orElse(Lane.NO_KEY);
            case Canary canary -> headers.indexOf(canary.header());
            case Gate _, Gauge _ -> Lane.NO_KEY;
        };
    }

    private static Optional<String> header(Limit limit) {
        return switch (limit.plan().by()) {
            case LimitPlan.ByPace _ -> Optional.empty();
            case LimitPlan.ByHeader(String header) -> Optional.of(header);
        };
    }
}
