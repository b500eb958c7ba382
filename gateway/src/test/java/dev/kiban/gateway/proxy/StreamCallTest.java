package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.Snapshots.shopOfLines;
import static dev.kiban.gateway.proxy.GrpcShop.item;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import dev.kiban.definition.RouteLimits;
import dev.kiban.gateway.shop.ImportItemsResponse;
import dev.kiban.gateway.shop.Item;
import dev.kiban.gateway.shop.UploadPhotoRequest;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.testkit.Eventually;
import dev.kiban.transcode.http.GrpcCode;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StreamCallTest {
    private static final String ONE = "{\"id\":\"1\",\"name\":\"q\",\"price\":\"100\"}";
    private static final String TWO = "{\"id\":\"2\",\"name\":\"q\",\"price\":\"100\"}";

    @Test
    void answersAnArrayUnlessAskedOtherwise() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> response = gateway.get("/v1/items:watch?query=q");

            assertThat(response.body()).isEqualTo("[" + ONE + "\n," + TWO + "\n]");
            assertThat(response.headers().firstValue("content-type")).contains("application/json");
        }
    }

    @Test
    void answersAsTheRouteSaysUnlessAskedOtherwise() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shopOfLines(), shop.port()))) {
            String path = "/v1/items:watch?query=q";
            String lines = ONE + "\n" + TWO + "\n";

            assertThat(gateway.get(path).body()).isEqualTo(lines);
            assertThat(gateway.get(path, "accept", "*/*").body()).isEqualTo(lines);
            assertThat(gateway.get(path, "accept", "image/png").body()).isEqualTo(lines);
            assertThat(gateway.get(path, "accept", "application/json").body()).startsWith("[");
            assertThat(gateway.get(path, "accept", "text/event-stream").body())
                    .startsWith("data: ");
        }
    }

    @Test
    void answersLinesAndEventsByAccept() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> lines =
                    gateway.get("/v1/items:watch?query=q", "accept", "application/x-ndjson");
            HttpResponse<String> events =
                    gateway.get("/v1/items:watch?query=q", "accept", "text/event-stream");

            assertThat(lines.body()).isEqualTo(ONE + "\n" + TWO + "\n");
            assertThat(lines.headers().firstValue("content-type")).contains("application/x-ndjson");
            assertThat(events.body()).isEqualTo("data: " + ONE + "\n\ndata: " + TWO + "\n\n");
            assertThat(events.headers().firstValue("content-type")).contains("text/event-stream");
        }
    }

    @Test
    void passesOnAMessageBeforeTheNextOneExists() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.watchItems =
                    (_, reply) -> {
                        reply.onNext(item("1", "q"));
                        await(firstSeen);
                        reply.onNext(item("2", "q"));
                        reply.onCompleted();
                    };
            try (Socket socket = gateway.connect(get("/v1/items:watch"))) {
                assertThat(readUntil(socket, ONE)).contains("[" + ONE);
                firstSeen.countDown();

                assertThat(readAll(socket)).contains("," + TWO, "]");
            }
        }
    }

    @Test
    void answersACallThatFailsBeforeItsFirstMessageWithItsStatus() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.watchItems =
                    (_, reply) ->
                            reply.onError(
                                    Status.NOT_FOUND.withDescription("none").asRuntimeException());

            HttpResponse<String> response = gateway.get("/v1/items:watch");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("\"code\":5");
        }
    }

    @Test
    void tellsAFailureAmidAStreamAtTheEndOfTheBody() throws Exception {
        String error = "{\"error\":{\"code\":15,\"message\":\"torn\",\"details\":[]}}";
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.watchItems =
                    (_, reply) -> {
                        reply.onNext(item("1", "q"));
                        reply.onError(
                                Status.DATA_LOSS.withDescription("torn").asRuntimeException());
                    };

            assertThat(gateway.get("/v1/items:watch").body()).isEqualTo("[" + ONE + "\n," + error);
            assertThat(gateway.get("/v1/items:watch", "accept", "application/x-ndjson").body())
                    .isEqualTo(ONE + "\n" + error + "\n");
            assertThat(gateway.get("/v1/items:watch", "accept", "text/event-stream").body())
                    .isEqualTo(
                            "data: "
                                    + ONE
                                    + "\n\nevent: error\ndata: {\"code\":15,\"message\":\"torn\",\"details\":[]}\n\n");
            assertThat(gateway.served(3).getFirst().answer().code()).contains(GrpcCode.DATA_LOSS);
        }
    }

    @Test
    void tellsThatTheUpstreamDiedAmidAStream() throws Exception {
        FakeUpstream shop = new FakeUpstream(StreamCallTest::replyOnceAndGoOn);
        try (TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            try (Socket socket = gateway.connect(get("/v1/items:watch"))) {
                readUntil(socket, ONE);

                shop.close();

                assertThat(readAll(socket)).contains("{\"error\":{\"code\":14,");
            }
            assertThat(gateway.firstServed().answer().code()).contains(GrpcCode.UNAVAILABLE);
        }
    }

    @Test
    void cancelsTheCallWhenTheClientLeavesAmidAStream() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.watchItems = (_, reply) -> reply.onNext(item("1", "q"));
            Socket socket = gateway.connect(get("/v1/items:watch"));
            readUntil(socket, ONE);

            socket.close();

            Eventually.passes(() -> assertThat(shop.cancelled()).isEqualTo(1));
        }
    }

    @Test
    void endsAStreamAtTheDeadlineOfTheCallerAndNotOfTheRoute() throws Exception {
        Duration routeTimeout = Duration.ofMillis(1);
        CountDownLatch later = new CountDownLatch(1);
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(
                                grpc(
                                        "shop",
                                        shop(routeTimeout, RouteLimits.DEFAULT),
                                        shop.port()))) {
            shop.watchItems =
                    (_, reply) -> {
                        reply.onNext(item("1", "q"));
                        await(later);
                    };

            HttpResponse<String> limited = gateway.get("/v1/items:watch", "grpc-timeout", "2S");
            later.countDown();

            assertThat(limited.body()).startsWith("[" + ONE + "\n,{\"error\":{\"code\":4,");
        }
    }

    @Test
    void readsElementsOfAnArrayAndOfLines() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> array =
                    gateway.post("/v1/items:import", "[{\"id\":\"1\"}, {\"id\":\"2\"}]");
            HttpResponse<String> lines =
                    gateway.post(
                            "/v1/items:import",
                            "{\"id\":\"1\"}\n{\"id\":\"2\"}\n{\"id\":\"3\"}",
                            "content-type",
                            "application/x-ndjson");
            HttpResponse<String> nothing = gateway.post("/v1/items:import", "");

            assertThat(array.body()).isEqualTo("{\"count\":\"2\"}");
            assertThat(lines.body()).isEqualTo("{\"count\":\"3\"}");
            assertThat(nothing.body()).isEqualTo("{}");
        }
    }

    @Test
    void refusesAnElementAndCancelsTheCall() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            HttpResponse<String> bad =
                    gateway.post("/v1/items:import", "[{\"id\":\"1\"},{\"price\":\"much\"}]");
            HttpResponse<String> torn = gateway.post("/v1/items:import", "[{\"id\":\"1\"}");
            HttpResponse<String> type =
                    gateway.post("/v1/items:import", "x", "content-type", "application/x-protobuf");

            assertThat(bad.statusCode()).isEqualTo(400);
            assertThat(bad.body()).contains("price");
            assertThat(torn.statusCode()).isEqualTo(400);
            assertThat(type.statusCode()).isEqualTo(415);
            Eventually.passes(() -> assertThat(shop.cancelled()).isEqualTo(shop.calls().size()));
        }
    }

    @Test
    void answersWhileTheRequestGoesOn() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()));
                Socket socket =
                        gateway.connect(
                                chunkedPost("/v1/items:haggle", "Accept: application/x-ndjson"))) {
            sendChunk(socket, "{\"id\":\"1\"}\n");
            assertThat(readUntil(socket, "{\"id\":\"1\"}\n")).contains(" 200 OK");
            sendChunk(socket, "{\"id\":\"2\"}\n");
            readUntil(socket, "{\"id\":\"2\"}\n");
            sendChunk(socket, "");

            assertThat(readAll(socket)).endsWith("0\r\n\r\n");
        }
    }

    @Test
    void streamsTheContentOfHttpBodiesBothWays() throws Exception {
        List<UploadPhotoRequest> uploaded = new CopyOnWriteArrayList<>();
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.uploadPhoto = reply -> new Collecting(uploaded, reply);
            shop.downloadPhoto =
                    (_, reply) -> {
                        reply.onNext(part("image/png", "pix"));
                        reply.onNext(part("", "els"));
                        reply.onCompleted();
                    };

            HttpResponse<String> up =
                    gateway.post("/v1/items/7/photo", "pixels", "content-type", "image/png");
            HttpResponse<String> down = gateway.get("/v1/items/7/photo:download");

            assertThat(up.statusCode()).isEqualTo(200);
            assertThat(uploaded)
                    .allSatisfy(part -> assertThat(part.getId()).isEqualTo("7"))
                    .extracting(part -> part.getContent().getData().toStringUtf8())
                    .containsExactly("pixels");
            assertThat(down.body()).isEqualTo("pixels");
            assertThat(down.headers().firstValue("content-type")).contains("image/png");
        }
    }

    @Test
    void takesNoMoreOfAReplyThanItsClientDoes() throws Exception {
        AtomicInteger produced = new AtomicInteger();
        int all = 2_000;
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.watchItems = (_, reply) -> produce(reply, produced, all);
            try (Socket socket = gateway.connect(get("/v1/items:watch"))) {
                readUntil(socket, "x");
                int stopped = untilItStops(produced);

                // 2,000 messages are 64 MB; windows and buffers of all parts together hold a few.
                assertThat(stopped).isLessThan(all / 4);
                assertThat(readAll(socket)).contains("]");
                assertThat(produced).hasValue(all);
            }
        }
    }

    @Test
    void takesNoMoreOfARequestThanTheServiceDoes() throws Exception {
        AtomicReference<ServerCallStreamObserver<ImportItemsResponse>> call =
                new AtomicReference<>();
        AtomicInteger taken = new AtomicInteger();
        int all = 2_000;
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = new TestGateway(grpc("shop", shop(), shop.port()))) {
            shop.importItems =
                    reply -> {
                        var observer = (ServerCallStreamObserver<ImportItemsResponse>) reply;
                        observer.disableAutoInboundFlowControl();
                        call.set(observer);
                        return new Taking(taken, observer);
                    };
            try (Socket socket = gateway.connect(chunkedPost("/v1/items:import", "Accept: */*"))) {
                AtomicInteger sent = new AtomicInteger();
                Thread sender = Thread.ofVirtual().start(() -> send(socket, sent, all));
                int stopped = untilItStops(sent);
                assertThat(stopped).isLessThan(all / 4);

                call.get().request(Integer.MAX_VALUE);
                sender.join();

                assertThat(readAll(socket)).contains("{\"count\":\"" + all + "\"}");
            }
        }
    }

    private static void replyOnceAndGoOn(Exchange exchange) {
        exchange.headers().set("content-type", "application/grpc");
        byte[] frame = FakeUpstream.frame(item("1", "q"));
        exchange.write(frame, 0, frame.length);
    }

    private static void produce(
            ServerCallStreamObserver<Item> reply, AtomicInteger produced, int all) {
        Item large = item("1", "x".repeat(32_000));
        reply.setOnReadyHandler(() -> produceWhileReady(reply, large, produced, all));
    }

    private static void produceWhileReady(
            ServerCallStreamObserver<Item> reply, Item large, AtomicInteger produced, int all) {
        while (reply.isReady() && produced.get() < all) {
            produced.incrementAndGet();
            reply.onNext(large);
            if (produced.get() == all) {
                reply.onCompleted();
            }
        }
    }

    private static void send(Socket socket, AtomicInteger sent, int all) {
        String element = "{\"name\":\"" + "x".repeat(32_000) + "\"}";
        try {
            for (int i = 0; i < all; i++) {
                sendChunk(socket, (i == 0 ? "[" : ",") + element);
                sent.incrementAndGet();
            }
            sendChunk(socket, "]");
            sendChunk(socket, "");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Looks until the number has not changed for many looks in a row.
    private static int untilItStops(AtomicInteger number) {
        AtomicInteger last = new AtomicInteger(-1);
        AtomicInteger same = new AtomicInteger();
        Eventually.passes(
                () -> {
                    int now = number.get();
                    same.set(now > 0 && now == last.get() ? same.get() + 1 : 0);
                    last.set(now);
                    assertThat(same.get()).isGreaterThan(100);
                });
        return last.get();
    }

    private static HttpBody part(String type, String data) {
        return HttpBody.newBuilder()
                .setContentType(type)
                .setData(ByteString.copyFromUtf8(data))
                .build();
    }

    private static String get(String target) {
        return "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".formatted(target);
    }

    private static String chunkedPost(String target, String header) {
        return """
               POST %s HTTP/1.1\r
               Host: a\r
               %s\r
               Transfer-Encoding: chunked\r
               Connection: close\r
               \r
               """
                .formatted(target, header);
    }

    private static void sendChunk(Socket socket, String text) throws IOException {
        String chunk = Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
        socket.getOutputStream().write(chunk.getBytes(UTF_8));
    }

    private static String readUntil(Socket socket, String text) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            int next = in.read();
            assertThat(next).as("end of " + seen).isNotEqualTo(-1);
            seen.append((char) next);
        }
        return seen.toString();
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Collecting(
            List<UploadPhotoRequest> parts, StreamObserver<ImportItemsResponse> reply)
            implements StreamObserver<UploadPhotoRequest> {
        @Override
        public void onNext(UploadPhotoRequest part) {
            parts.add(part);
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
            GrpcShop.one(reply, ImportItemsResponse.getDefaultInstance());
        }
    }

    private record Taking(AtomicInteger taken, StreamObserver<ImportItemsResponse> reply)
            implements StreamObserver<Item> {
        @Override
        public void onNext(Item item) {
            taken.incrementAndGet();
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
            GrpcShop.one(reply, ImportItemsResponse.newBuilder().setCount(taken.get()).build());
        }
    }
}
