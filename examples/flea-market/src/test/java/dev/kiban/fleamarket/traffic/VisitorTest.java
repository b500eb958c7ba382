package dev.kiban.fleamarket.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VisitorTest {
    private static final int VISITS = 2_000;

    private final List<HttpRequest> visits =
            Stream.generate(new Visitor(URI.create("http://gateway:8080"), new Random(7))::next)
                    .limit(VISITS)
                    .toList();

    @Test
    void mostlyLooksAround() {
        assertThat(visits.stream().filter(visit -> visit.method().equals("GET")).count())
                .isBetween(VISITS * 85L / 100, VISITS * 98L / 100);
    }

    @Test
    void goesEverywhereThroughTheGateway() {
        assertThat(visits).allMatch(visit -> "gateway".equals(visit.uri().getHost()));
        assertThat(visits)
                .extracting(visit -> visit.uri().getPath().replaceAll("(?<=[m/])\\d+", "N"))
                .contains(
                        "/v1/items/mN",
                        "/v1/items",
                        "/v1/items:watch",
                        "/v1/items/mN:buy",
                        "/legacy/users/N");
    }

    @Test
    void canBeToldFromOthers() {
        assertThat(visits)
                .allMatch(
                        visit ->
                                visit.headers()
                                        .firstValue("User-Agent")
                                        .orElse("")
                                        .equals("traffic"));
    }
}
