package dev.kiban.bench.sidebyside;

import com.sun.net.httpserver.HttpServer;
import dev.kiban.testkit.KeyKind;
import dev.kiban.testkit.OpenIdProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * What a gateway with everything on needs of the outside: an issuer that signs by ES256, and a
 * collector that takes spans and throws them away.
 */
final class Guard implements AutoCloseable {

    /** Who may call the shop, and how often. */
    static final String ACCESS =
            """
            {allow: [customers], scopes: {"*": [shop.buy]}}
                    rate: [{by: identity, allow: 1000000/s}, {by: route, allow: 1000000/s}]""";

    private static final int ROUTES_OF_A_SERVICE = 1_000;

    private final OpenIdProvider provider = new OpenIdProvider(InstantSource.system());
    private final HttpServer collector;

    private Guard(HttpServer collector) {
        this.collector = collector;
    }

    static Guard start() {
        try {
            HttpServer collector =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            collector.createContext(
                    "/",
                    exchange -> {
                        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                        exchange.sendResponseHeaders(200, -1);
                        exchange.close();
                    });
            collector.start();
            Guard guard = new Guard(collector);
            guard.provider.changeKeys(KeyKind.P256);
            return guard;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The header that lets requests in. */
    List<String> headers() {
        Instant later = Instant.now().plus(1, ChronoUnit.DAYS);
        Map<String, Object> claims =
                Map.of("sub", "user-7", "scope", "shop.buy", "exp", Date.from(later));
        return List.of("authorization: Bearer " + provider.accessToken("shop", claims));
    }

    /** Every span is recorded, as it is when nobody says otherwise. */
    Map<String, String> environment() {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.getAddress().getPort());
    }

    /**
     * @param more routes that nobody calls
     */
    String definitions(int upstream, int more) {
        StringBuilder text = new StringBuilder(Gateway.definition(List.of(upstream), ACCESS));
        text.append(gateway());
        for (int service = 0; service * ROUTES_OF_A_SERVICE < more; service++) {
            text.append(
                    """
                    ---
                    apiVersion: kiban.dev/v1
                    kind: Service
                    metadata: {name: other-%d}
                    spec:
                      owner: bench
                      upstream: {protocol: http, addresses: ["127.0.0.1:%d"]}
                      gateway:
                        routes:
                    """
                            .formatted(service, upstream));
            for (int route = 0; route < ROUTES_OF_A_SERVICE; route++) {
                text.append("      - {http: {prefix: /other/%d/%d/}}%n".formatted(service, route));
            }
        }
        return text.toString();
    }

    /** The issuer, and what holds for all routes. */
    String gateway() {
        return """
               ---
               apiVersion: kiban.dev/v1
               kind: Gateway
               metadata: {name: public}
               spec:
                 access:
                   issuers: [{name: customers, issuer: "%s", audience: [shop]}]
                   default: {allow: [customers]}
               """
                .formatted(provider.issuer());
    }

    @Override
    public void close() {
        collector.stop(0);
        provider.close();
    }
}
