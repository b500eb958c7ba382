package dev.kiban.app.budget;

import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.slo.Addressee;
import dev.kiban.slo.Recipient;
import dev.kiban.slo.deliver.Alertmanager;
import dev.kiban.slo.deliver.Endpoint;
import dev.kiban.slo.deliver.Webhook;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who is told of alerts.
///
/// @param alertmanagers without the path of their API
public record Recipients(List<Endpoint> alertmanagers, List<Endpoint> webhooks) {
    /// An Alertmanager ends what nobody repeats for so long: longer than a restart of us takes, or
    /// one of the database.
    private static final Duration HOLD = Duration.ofMinutes(15);

    /// One that has lost its alerts in a restart has them again after so long.
    private static final Duration REPEAT = Duration.ofMinutes(1);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    public Recipients {
        alertmanagers = List.copyOf(alertmanagers);
        webhooks = List.copyOf(webhooks);
    }

    static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(CONNECT).build();
    }

    List<Addressee> addressees(HttpClient client, InstantSource clock, Log log) {
        List<Addressee> all = new ArrayList<>();
        for (Endpoint endpoint : alertmanagers) {
            Recipient one = new Alertmanager(client, endpoint, clock, HOLD);
            all.add(addressee("alertmanager " + endpoint.name(), one, Optional.of(REPEAT), log));
        }
        for (Endpoint endpoint : webhooks) {
            Recipient one = new Webhook(client, endpoint);
            all.add(addressee("webhook " + endpoint.name(), one, Optional.empty(), log));
        }
        return all;
    }

    private static Addressee addressee(
            String name, Recipient recipient, Optional<Duration> repeat, Log log) {
        return new Addressee(name, new Heard(name, recipient, log), repeat);
    }
}
