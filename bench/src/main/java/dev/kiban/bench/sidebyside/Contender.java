package dev.kiban.bench.sidebyside;

import dev.kiban.bench.Running;
import dev.kiban.bench.sidebyside.Load.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One way through one proxy.
 *
 * @param headers that its requests have, `name: value`
 */
record Contender(String name, Running process, int port, Shape shape, List<String> headers) {

    Contender(String name, Running process, int port, Shape shape) {
        this(name, process, port, shape, List.of());
    }

    /** One round's numbers. */
    record Round(double cpuMicrosOfRequest, Duration p50, Duration p99, long requests) {}

    Round measure(Load load, Payload payload, Path scratch) {
        Duration before = process.cpu();
        Load.Result result = load.run(new Load.Aim(shape, port, headers), payload, scratch);
        Duration spent = process.cpu().minus(before);
        if (result.failed() > 0 || result.requests() == 0) {
            throw new IllegalStateException(
                    name
                            + " failed "
                            + result.failed()
                            + " of "
                            + (result.requests() + result.failed())
                            + " requests");
        }
        double micros = spent.toNanos() / 1000.0 / result.requests();
        return new Round(
                micros, result.percentile(0.50), result.percentile(0.99), result.requests());
    }
}
