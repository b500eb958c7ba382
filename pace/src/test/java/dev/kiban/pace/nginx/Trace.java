package dev.kiban.pace.nginx;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kiban.pace.Cases;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Requests to one location of nginx, and what it said to each.
///
/// @param zones the rate of each, as nginx writes it: `100r/m`
public record Trace(
        String id,
        Map<String, Written> zones,
        List<Limit> limits,
        List<Arrival> arrivals,
        List<Said> expected,
        List<Reload> reloads) {

    /// A rate as it is written.
    public record Written(long amount, int seconds) {
        private static final String A_SECOND = "r/s";
        private static final String A_MINUTE = "r/m";

        public static Written parse(String text) {
            int length = text.length() - A_SECOND.length();
            if (!text.endsWith(A_SECOND) && !text.endsWith(A_MINUTE)) {
                throw new IllegalArgumentException(text);
            }
            return new Written(
                    Long.parseLong(text.substring(0, length)), text.endsWith(A_SECOND) ? 1 : 60);
        }
    }

    /// One `limit_req`.
    ///
    /// @param delay empty for `nodelay`
    public record Limit(String zone, int burst, Optional<Integer> delay) {}

    /// @param keys by zone
    public record Arrival(long millis, Map<String, String> keys) {

        /// Of a zone.
        public String key(String zone) {
            return Objects.requireNonNull(keys.get(zone));
        }
    }

    /// @param status without what says that it is only tried
    public record Said(String status, long excess, Optional<Long> delayMillis) {}

    /// Other rates from one arrival on.
    public record Reload(int before, Map<String, Written> zones) {}

    public static Trace of(JsonObject known) {
        Map<String, Written> zones = rates(known.getAsJsonObject("zones"));
        return new Trace(
                known.get("id").getAsString(),
                zones,
                Cases.list(known, "limits").map(Trace::limit).toList(),
                Cases.list(known, "arrivals").map(one -> arrival(one, zones)).toList(),
                Cases.list(known, "expect").map(Trace::said).toList(),
                known.has("reloads")
                        ? Cases.list(known, "reloads").map(Trace::reload).toList()
                        : List.of());
    }

    /// The first rate of a zone.
    public Written rate(String zone) {
        return Objects.requireNonNull(zones.get(zone));
    }

    /// Rates that change before an arrival.
    public Optional<Map<String, Written>> reloadBefore(int arrival) {
        return reloads.stream()
                .filter(one -> one.before() == arrival)
                .map(Reload::zones)
                .findFirst();
    }

    private static Map<String, Written> rates(JsonObject zones) {
        return zones.keySet().stream()
                .collect(
                        Collectors.toMap(
                                Function.identity(),
                                name -> Written.parse(zones.get(name).getAsString())));
    }

    private static Limit limit(JsonObject known) {
        JsonElement delay = known.get("delay");
        return new Limit(
                known.get("zone").getAsString(),
                known.get("burst").getAsInt(),
                delay.getAsString().equals("nodelay")
                        ? Optional.empty()
                        : Optional.of(delay.getAsInt()));
    }

    private static Arrival arrival(JsonObject known, Map<String, Written> zones) {
        JsonElement key = known.get("key");
        return new Arrival(
                known.get("t").getAsLong(),
                zones.keySet().stream()
                        .collect(Collectors.toMap(Function.identity(), zone -> key(key, zone))));
    }

    private static String key(JsonElement key, String zone) {
        return key.isJsonObject()
                ? key.getAsJsonObject().get(zone).getAsString()
                : key.getAsString();
    }

    private static Said said(JsonObject known) {
        JsonElement delay = known.get("delay_ms");
        return new Said(
                known.get("status").getAsString().replace("_DRY_RUN", ""),
                known.get("excess_milli").getAsLong(),
                delay.isJsonNull() ? Optional.empty() : Optional.of(delay.getAsLong()));
    }

    private static Reload reload(JsonObject known) {
        return new Reload(
                known.get("before_index").getAsInt(), rates(known.getAsJsonObject("zones")));
    }
}
