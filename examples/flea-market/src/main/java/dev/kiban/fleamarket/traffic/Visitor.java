package dev.kiban.fleamarket.traffic;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Somebody who looks at the market, and now and then buys or lists something.
final class Visitor {
    /// Under which the requests of visitors can be told from others.
    static final String USER_AGENT = "traffic";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ITEMS = 5_000;
    private static final int USERS = 2_000;
    private static final String[] WORDS = {"radio", "camera", "lamp", "bag", "kettle"};

    private final URI gateway;
    private final RandomGenerator random;

    Visitor(URI gateway, RandomGenerator random) {
        this.gateway = gateway;
        this.random = random;
    }

    /// What a visitor does next: mostly looks.
    HttpRequest next() {
        int dice = random.nextInt(100);
        if (dice < 52) {
            return get("/v1/items/" + item());
        }
        if (dice < 74) {
            return get("/v1/items?page_size=" + (10 + 10 * random.nextInt(3)));
        }
        if (dice < 80) {
            return get("/v1/items?query=" + WORDS[random.nextInt(WORDS.length)]);
        }
        if (dice < 90) {
            return get("/legacy/users/" + (1 + random.nextInt(USERS)));
        }
        if (dice < 93) {
            return get("/v1/items:watch");
        }
        return change(dice);
    }

    private HttpRequest change(int dice) {
        if (dice < 96) {
            return post("/v1/items/%s:buy".formatted(item()), "{\"buyer\":\"yui\"}");
        }
        if (dice < 98) {
            int price = 300 + 100 * random.nextInt(90);
            String title = WORDS[random.nextInt(WORDS.length)];
            return post("/v1/items", "{\"title\":\"%s\",\"priceYen\":%d}".formatted(title, price));
        }
        if (dice < 99) {
            return get("/v1/items/m" + (1_000_000 + random.nextInt(ITEMS))); // a dead link
        }
        return post("/v1/items", "{\"title\":\"\"}"); // a form that was sent too early
    }

    private String item() {
        return "m" + (1 + random.nextInt(ITEMS));
    }

    private HttpRequest get(String path) {
        return request(path).GET().build();
    }

    private HttpRequest post(String path, String json) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path))
                .header("User-Agent", USER_AGENT)
                .timeout(PATIENCE);
    }
}
