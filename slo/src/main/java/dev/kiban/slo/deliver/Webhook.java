package dev.kiban.slo.deliver;

import dev.kiban.kernel.Json;
import dev.kiban.slo.Notification;
import dev.kiban.slo.Recipient;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;

/// Whoever takes notifications as JSON over HTTP. `docs/reference/notifications.md` describes the
/// members.
public final class Webhook implements Recipient {
    private static final int VERSION = 1;

    private final Post post;

    public Webhook(HttpClient client, Endpoint endpoint) {
        this.post = new Post(client, endpoint);
    }

    @Override
    public Outcome tell(Notification notification) {
        Map<String, Json> body = new LinkedHashMap<>();
        body.put("version", Json.number(VERSION));
        body.put("id", Json.text(notification.id()));
        body.put("status", Json.text(notification.isFiring() ? "firing" : "resolved"));
        body.put("labels", Texts.json(notification.labels()));
        body.put("annotations", Texts.json(notification.annotations()));
        body.put("startsAt", Json.text(notification.startsAt().toString()));
        notification.endsAt().ifPresent(end -> body.put("endsAt", Json.text(end.toString())));
        return post.send(Json.object(body), notification.id());
    }
}
