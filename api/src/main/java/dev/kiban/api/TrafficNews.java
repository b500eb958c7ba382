package dev.kiban.api;

import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.weights.WeightNews;
import dev.kiban.gateway.weights.WeightVersion;
import dev.kiban.kernel.Json;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Ledger;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tells the ledger that traffic was moved, once for each version.
public record TrafficNews(Ledger ledger) implements WeightNews {
    private static final Action MOVED = new Action("traffic.moved");

    @Override
    public long tell(WeightVersion version, Split was) {
        String key =
                "traffic/%s/%s/%d"
                        .formatted(
                                version.name().service(), version.name().name(), version.number());
        return ledger.appendOnce(key, entry(version, was)).event().sequence();
    }

    private static Entry entry(WeightVersion version, Split was) {
        Split now = version.weighting().split();
        Map<String, Json> details = new LinkedHashMap<>();
        details.put("split", Json.text(version.name().name()));
        details.put("version", Json.number(version.number()));
        details.put("before", Json.text(was.text()));
        details.put("now", Json.text(now.text()));
        details.put("reason", Json.text(version.made().reason()));
        return Entry.of(
                        version.made().by(),
                        MOVED,
                        "traffic of %s: %s".formatted(version.name().service(), now.text()))
                .about(version.name().service())
                .with(Json.object(details));
    }
}
