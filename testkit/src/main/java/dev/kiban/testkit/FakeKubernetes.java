package dev.kiban.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The part of an API server that tells of EndpointSlices, on loopback: lists them, and watches
/// from a version on. A test can end watches, have versions forgotten, and have it go away.
///
/// ```java
/// try (FakeKubernetes cluster = new FakeKubernetes()) {
///     cluster.put("item-1", FakeKubernetes.slice("grpc", 9000, "10.0.0.1"));
/// }
/// ```
public final class FakeKubernetes implements AutoCloseable {
    private static final Pattern VERSION = Pattern.compile("[?&]resourceVersion=([0-9]+)");
    private static final int GONE = 410;
    private static final int AWAY = 503;
    private static final String STATUS =
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":%d,\"message\":\"%s\"}";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Map<String, String> slices = new LinkedHashMap<>(); // guarded by this, as all is
    private final List<Event> events = new ArrayList<>();
    private final AtomicInteger lists = new AtomicInteger();
    private final AtomicInteger watches = new AtomicInteger();
    private int version = 1;
    private int forgotten;
    private int round;
    private boolean away;

    /// @param line as it is sent
    private record Event(int version, String line) {}

    /// Starts on a free port.
    public FakeKubernetes() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /// Where it is asked.
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// A kubeconfig that leads here.
    public String config() {
        return """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts: [{name: test, context: {cluster: test, user: nobody}}]
        clusters: [{name: test, cluster: {server: "%s"}}]
        users: [{name: nobody, user: {token: none}}]
        """
                .formatted(url());
    }

    /// A slice of pods that are ready, without its metadata.
    public static String slice(String port, int number, String... hosts) {
        return sliceOf(
                port,
                number,
                List.of(hosts).stream()
                        .map(host -> endpoint(host, true, true, false))
                        .collect(Collectors.joining(",")));
    }

    /// A slice of these endpoints.
    public static String sliceOf(String port, int number, String endpoints) {
        return "\"addressType\":\"IPv4\",\"ports\":[{\"name\":\"%s\",\"port\":%d,\"protocol\":\"TCP\"}],\"endpoints\":[%s]"
                .formatted(port, number, endpoints);
    }

    /// A pod.
    public static String endpoint(
            String host, boolean ready, boolean serving, boolean terminating) {
        return "{\"addresses\":[\"%s\"],\"conditions\":{\"ready\":%b,\"serving\":%b,\"terminating\":%b}}"
                .formatted(host, ready, serving, terminating);
    }

    /// A slice is like this from here on.
    public synchronized void put(String name, String slice) {
        version++;
        String whole = whole(name, slice);
        boolean known = slices.put(name, whole) != null;
        tell(known ? "MODIFIED" : "ADDED", whole);
    }

    /// A slice is gone.
    public synchronized void remove(String name) {
        version++;
        String gone = slices.remove(name);
        if (gone != null) {
            tell("DELETED", gone);
        }
    }

    /// Ends all watches, as servers do from time to time.
    public synchronized void endWatches() {
        round++;
        notifyAll();
    }

    /// Changes something without telling anybody, and does not remember what was before.
    public synchronized void putAndForget(String name, String slice) {
        version++;
        slices.put(name, whole(name, slice));
        events.clear();
        forgotten = version;
        endWatches();
    }

    /// Whether it answers nothing but that it cannot, from here on.
    public synchronized void away(boolean now) {
        away = now;
        endWatches();
    }

    /// How often all slices were asked for.
    public int lists() {
        return lists.get();
    }

    /// How often somebody began to watch.
    public int watches() {
        return watches.get();
    }

    @Override
    public void close() {
        endWatches();
        server.stop(0);
        threads.shutdownNow();
    }

    private String whole(String name, String slice) {
        return "{\"apiVersion\":\"discovery.k8s.io/v1\",\"kind\":\"EndpointSlice\",\"metadata\":{\"name\":\"%s\",\"resourceVersion\":\"%d\"},%s}"
                .formatted(name, version, slice);
    }

    private void tell(String type, String whole) {
        events.add(new Event(version, "{\"type\":\"%s\",\"object\":%s}\n".formatted(type, whole)));
        notifyAll();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        try (exchange) {
            if (isAway()) {
                send(exchange, AWAY, STATUS.formatted(AWAY, "away"));
            } else if (query.contains("watch=true")) {
                int begun = currentRound(); // before anybody knows, who may then end it
                watches.incrementAndGet();
                Matcher from = VERSION.matcher("?" + query);
                watch(exchange, from.find() ? Integer.parseInt(from.group(1)) : 0, begun);
            } else {
                lists.incrementAndGet();
                send(exchange, 200, list());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isAway() {
        return away;
    }

    private synchronized String list() {
        return "{\"apiVersion\":\"discovery.k8s.io/v1\",\"kind\":\"EndpointSliceList\",\"metadata\":{\"resourceVersion\":\"%d\"},\"items\":[%s]}"
                .formatted(version, String.join(",", slices.values()));
    }

    private void watch(HttpExchange exchange, int from, int begun)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        int known = from;
        while (true) {
            Event next = next(known, begun);
            if (next == null) {
                return;
            }
            out.write(next.line().getBytes(StandardCharsets.UTF_8));
            out.flush();
            known = next.version();
            if (known == Integer.MAX_VALUE) {
                return;
            }
        }
    }

    private synchronized int currentRound() {
        return round;
    }

    /// Null at the end of the watch.
    private synchronized @Nullable Event next(int known, int begun) throws InterruptedException {
        while (true) {
            if (known < forgotten) {
                return new Event(
                        Integer.MAX_VALUE,
                        "{\"type\":\"ERROR\",\"object\":%s}\n"
                                .formatted(STATUS.formatted(GONE, "too old resource version")));
            }
            for (Event event : events) {
                if (event.version() > known) {
                    return event;
                }
            }
            if (round != begun) {
                return null;
            }
            wait();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
