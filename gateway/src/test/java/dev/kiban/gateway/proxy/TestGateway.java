package dev.kiban.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Service;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.RequestLog;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.Snapshots;
import dev.kiban.gateway.access.Keys;
import dev.kiban.gateway.access.NoIssuers;
import dev.kiban.gateway.balance.BalanceReport;
import dev.kiban.gateway.discovery.Discovery;
import dev.kiban.gateway.limit.LimitReport;
import dev.kiban.gateway.limit.Rates;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Loop;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.telemetry.trace.Tracer;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A gateway on a free port with two event loops, and what it said of the requests that it served.
final class TestGateway implements AutoCloseable {
    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private final Transport transport = Transport.start(2);
    private final List<ServedRequest> served = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final HttpClient http1 =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> copied = new CopyOnWriteArrayList<>();
    private final List<String> shed = new CopyOnWriteArrayList<>();
    private final Gateway gateway;

    TestGateway(Service... services) {
        this(Snapshots.plan(services));
    }

    TestGateway(GatewayPlan plan) {
        this(plan, ListenSettings.plain("127.0.0.1", 0));
    }

    TestGateway(GatewayPlan plan, ListenSettings listen) {
        this(plan, listen, NoIssuers.keys());
    }

    TestGateway(GatewayPlan plan, ListenSettings listen, Keys keys) {
        this(plan, listen, keys, Discovery.none());
    }

    TestGateway(GatewayPlan plan, Discovery discovery) {
        this(plan, ListenSettings.plain("127.0.0.1", 0), NoIssuers.keys(), discovery);
    }

    private TestGateway(GatewayPlan plan, ListenSettings listen, Keys keys, Discovery discovery) {
        this.gateway =
                Gateway.start(
                        transport,
                        listen,
                        new Gateway.Setup(
                                plan,
                                InstantSource.system(),
                                keys,
                                new Rates(),
                                (_, _, _) -> {},
                                _ -> new LoopPorts(new Noting(), Tracer.carrying()),
                                discovery,
                                new NotingLimits(),
                                BalanceReport.NOBODY));
    }

    private final class Noting implements RequestLog {
        @Override
        public void began() {
            begun.incrementAndGet();
        }

        @Override
        public void copied(ServiceName service, String backend, Copied result) {
            copied.add(service + " " + backend + " " + result);
        }

        @Override
        public void served(ServedRequest request) {
            served.add(request);
        }
    }

    /// What did not get in.
    private final class NotingLimits implements LimitReport {
        @Override
        public void opened() {}

        @Override
        public void ended() {}

        @Override
        public void closed(Reason reason) {}

        @Override
        public void late(int loop, Duration by) {}

        @Override
        public void shed(String service, String route) {
            shed.add(service + " " + route);
        }

        @Override
        public void kept(long bytes) {}

        @Override
        public void noRoom(String service) {}
    }

    /// The services and routes of requests that were refused because there was too much to do.
    List<String> shed() {
        return shed;
    }

    List<Loop> loops() {
        return transport.loops();
    }

    /// What became of copies for mirrors.
    List<String> copied() {
        return copied;
    }

    /// How many requests have begun.
    int begun() {
        return begun.get();
    }

    Gateway gateway() {
        return gateway;
    }

    int port() {
        return gateway.port();
    }

    /// What was said of the first request that ended; said right after its answer has ended.
    ServedRequest firstServed() {
        return served(1).getFirst();
    }

    /// What was said of so many requests, in the order in which they ended.
    List<ServedRequest> served(int count) {
        Eventually.passes(() -> assertThat(served).hasSize(count));
        return served;
    }

    HttpResponse<String> get(String target, String... headers) throws Exception {
        return send(target, request -> headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String target, String body, String... headers) throws Exception {
        return send(
                target,
                request ->
                        (headers.length == 0 ? request : request.headers(headers))
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(String target, UnaryOperator<HttpRequest.Builder> with)
            throws Exception {
        return http1.send(
                with.apply(HttpRequest.newBuilder(uri(target))).build(), BodyHandlers.ofString());
    }

    URI uri(String target) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port(), target));
    }

    /// A bare connection, for what no HTTP client does.
    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
        return socket;
    }

    /// A bare connection on which this was sent.
    Socket connect(String request) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    @Override
    public void close() {
        http1.close();
        gateway.close();
        transport.close();
    }
}
