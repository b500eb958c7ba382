package dev.kiban.fleamarket.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The monolith over a real connection.
class LegacyServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private LegacyServer server;

    @BeforeEach
    void start() throws IOException {
        server =
                LegacyServer.start(
                        new LegacyServer.Settings(0, 45),
                        new Random(7),
                        InstantSource.fixed(Instant.parse("2026-04-01T12:00:00Z")));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void showsAUserInItsOldEnvelope() throws Exception {
        HttpResponse<String> response = get("/users/7");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("{\"result\":\"OK\",\"data\":{\"userId\":7,\"user_name\":\"");
    }

    @Test
    void showsUsersTwentyAtATime() throws Exception {
        assertThat(get("/users?page=3").body())
                .contains("\"totalCnt\":45,\"page\":3", "\"userId\":41,", "\"userId\":45,")
                .doesNotContain("\"userId\":40,");
    }

    @Test
    void showsTheOrdersOfOneUser() throws Exception {
        assertThat(get("/orders?userId=7").body())
                .contains("\"totalCnt\":2", "\"userId\":7")
                .doesNotContain("\"userId\":6");
    }

    @Test
    void placesAnOrderFromAFormAndSendsTheBrowserThere() throws Exception {
        HttpResponse<String> response = post("/orders", "userId=7&itemId=m%31");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).contains("orders/91");
        assertThat(response.headers().firstValue("Set-Cookie")).contains("LASTORDER=91; Path=/");
        assertThat(get("/orders/91").body())
                .contains("\"itemId\":\"m1\"", "\"orderDate\":\"2026/04/01 21:00:00\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "userId=7", "userId=x&itemId=m1", "userId=7&itemId=%zz", "&&=&="})
    void refusesFormsThatSayTooLittle(String form) throws Exception {
        assertThat(post("/orders", form).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesFormsWithoutEnd() throws Exception {
        String form = "userId=7&itemId=" + "m".repeat(LegacyPages.MAX_FORM_BYTES);

        assertThat(post("/orders", form).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users/99", "/users/0", "/orders/9999", "/nope", "/users/x"})
    void saysWhenThereIsNothingThere(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).startsWith("{\"result\":\"NG\",");
    }

    @Test
    void refusesMethodsItDoesNotKnow() throws Exception {
        assertThat(post("/users", "x").statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form)
            throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
                .timeout(Duration.ofSeconds(30));
    }
}
