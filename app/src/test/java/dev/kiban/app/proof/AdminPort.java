package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.kiban.testkit.Eventually;

/// What a gateway says of itself.
record AdminPort(int port) {

    Answer get(String path) {
        return HttpSocket.exchange(port, Request.get(path).with("host", "localhost"));
    }

    /// How many plans have been live.
    long generation() {
        return json("/routes").get("generation").getAsLong();
    }

    JsonObject problems() {
        return json("/problems");
    }

    boolean isReady() {
        return get("/readyz").status() == 200;
    }

    /// The sum of all series of a metric.
    double metric(String name) {
        return get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    void awaitNothingUnderWay() {
        Eventually.passes(() -> assertThat(metric("kiban_gateway_requests_in_flight")).isZero());
    }

    private JsonObject json(String path) {
        return JsonParser.parseString(get(path).text()).getAsJsonObject();
    }
}
