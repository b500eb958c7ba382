package dev.kiban.slo.deliver;

import dev.kiban.kernel.Json;
import dev.kiban.slo.Notification;
import dev.kiban.slo.Recipient;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A Prometheus Alertmanager, by its API v2.
///
/// It forgets alerts when it starts anew, and ends those that nobody repeats: what fires is told
/// with an end of some time ahead, and has to be told again before that.
public final class Alertmanager implements Recipient {
    private final Post post;
    private final InstantSource time;
    private final Duration hold;

    /// @param endpoint without `/api/v2/alerts`
    /// @param hold how long an alert fires there if it is not told again
    public Alertmanager(HttpClient client, Endpoint endpoint, InstantSource time, Duration hold) {
        this.post = new Post(client, endpoint.below("/api/v2/alerts"));
        this.time = time;
        this.hold = hold;
    }

    @Override
    public Outcome tell(Notification notification) {
        Instant end = notification.endsAt().orElseGet(() -> time.instant().plus(hold));
        Map<String, Json> alert = new LinkedHashMap<>();
        alert.put("labels", Texts.json(notification.labels()));
        alert.put("annotations", Texts.json(notification.annotations()));
        alert.put("startsAt", Json.text(notification.startsAt().toString()));
        alert.put("endsAt", Json.text(end.toString()));
        return post.send(Json.array(List.of(Json.object(alert))), notification.id());
    }
}
