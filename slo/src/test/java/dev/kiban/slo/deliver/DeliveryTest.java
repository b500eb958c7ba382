package dev.kiban.slo.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.kiban.slo.Notification;
import dev.kiban.slo.Recipient;
import dev.kiban.slo.Recipient.Later;
import dev.kiban.slo.Recipient.Never;
import dev.kiban.slo.Recipient.Outcome;
import dev.kiban.slo.Recipient.Taken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
    private static final Instant START = Instant.parse("2026-06-15T12:00:00Z");
    private static final Instant NOW = START.plusSeconds(60);
    private static final Notification FIRING =
            Notification.firing(
                    "item/good/page-1h/1",
                    Map.of("alertname", "KibanSloBurn", "service", "item"),
                    Map.of("summary", "\"quoted\" & 日本"),
                    START);

    private final HttpClient client = HttpClient.newHttpClient();
    private Listener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new Listener();
    }

    @AfterEach
    void stop() {
        client.close();
        listener.close();
    }

    @Test
    void tellsAWebhookWhatFires() {
        assertThat(webhook().tell(FIRING)).isEqualTo(new Taken());

        Listener.Heard heard = listener.heard().getFirst();
        assertThat(heard.headers())
                .containsEntry("Content-type", List.of("application/json"))
                .containsEntry("Idempotency-key", List.of(FIRING.id()))
                .containsEntry("Authorization", List.of("Bearer hush"));
        assertThat(heard.path()).isEqualTo("/hook/secret");
        JsonObject body = JsonParser.parseString(heard.body()).getAsJsonObject();
        assertThat(body.get("version").getAsInt()).isEqualTo(1);
        assertThat(body.get("id").getAsString()).isEqualTo(FIRING.id());
        assertThat(body.get("status").getAsString()).isEqualTo("firing");
        assertThat(body.getAsJsonObject("labels").get("service").getAsString()).isEqualTo("item");
        assertThat(body.getAsJsonObject("annotations").get("summary").getAsString())
                .isEqualTo("\"quoted\" & 日本");
        assertThat(body.has("endsAt")).isFalse();
    }

    @Test
    void tellsAWebhookWhatEnded() {
        webhook().tell(FIRING.resolved("item/good/page-1h/2", NOW));

        JsonObject body =
                JsonParser.parseString(listener.heard().getFirst().body()).getAsJsonObject();
        assertThat(body.get("status").getAsString()).isEqualTo("resolved");
        assertThat(body.get("endsAt").getAsString()).isEqualTo("2026-06-15T12:01:00Z");
    }

    @Test
    void holdsAnAlertAtAlertmanagerForSomeTime() {
        Recipient alertmanager =
                new Alertmanager(
                        client,
                        new Endpoint(listener.uri("/prefix/"), Map.of()),
                        InstantSource.fixed(NOW),
                        Duration.ofMinutes(15));

        alertmanager.tell(FIRING);

        Listener.Heard heard = listener.heard().getFirst();
        JsonObject alert =
                JsonParser.parseString(heard.body()).getAsJsonArray().get(0).getAsJsonObject();
        assertThat(heard.path()).isEqualTo("/prefix/api/v2/alerts");
        assertThat(alert.get("startsAt").getAsString()).isEqualTo("2026-06-15T12:00:00Z");
        assertThat(alert.get("endsAt").getAsString()).isEqualTo("2026-06-15T12:16:00Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 503})
    void isToldToComeAgain(int status) {
        listener.answer(status, "busy");

        assertThat(webhook().tell(FIRING)).isInstanceOf(Later.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 404, 413})
    void isRefused(int status) {
        listener.answer(status, "bad\nlabel");

        Outcome outcome = webhook().tell(FIRING);

        assertThat(outcome).isInstanceOf(Never.class);
        assertThat(outcome.toString())
                .contains("answered %d: bad label".formatted(status))
                .as("the path is a secret")
                .doesNotContain("secret");
        assertThat(listener.heard()).as("no redirect is followed").hasSize(1);
    }

    @Test
    void quotesOnlyTheBeginningOfALongAnswer() {
        listener.answer(400, "x".repeat(1_000_000));

        assertThat(webhook().tell(FIRING).toString()).hasSizeLessThan(400);
    }

    @Test
    void comesAgainWhileNobodyListens() {
        Recipient webhook = webhook();
        listener.close();

        Outcome outcome = webhook.tell(FIRING);

        assertThat(outcome).isInstanceOf(Later.class);
        assertThat(outcome.toString()).contains("cannot be reached").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com", "file:/etc/passwd", "example.com", "http:///x"})
    void sendsOnlyOverHttp(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Endpoint(URI.create(url), Map.of()));
    }

    private Recipient webhook() {
        return new Webhook(
                client,
                new Endpoint(listener.uri("/hook/secret"), Map.of("Authorization", "Bearer hush")));
    }
}
