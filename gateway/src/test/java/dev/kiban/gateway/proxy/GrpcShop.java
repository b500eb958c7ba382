package dev.kiban.gateway.proxy;

import com.google.api.HttpBody;
import dev.kiban.gateway.shop.CreateItemRequest;
import dev.kiban.gateway.shop.GetItemRequest;
import dev.kiban.gateway.shop.ImportItemsResponse;
import dev.kiban.gateway.shop.Item;
import dev.kiban.gateway.shop.ShopGrpc;
import dev.kiban.gateway.shop.UploadPhotoRequest;
import dev.kiban.gateway.shop.WatchItemsRequest;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// A gRPC server to stand behind the gateway: writes down the calls, and answers each method as the
/// test says.
final class GrpcShop extends ShopGrpc.ShopImplBase implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Metadata> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final HealthStatusManager health = new HealthStatusManager();
    private final Server server;

    volatile BiConsumer<GetItemRequest, StreamObserver<Item>> getItem =
            (request, reply) -> one(reply, item(request.getId(), "thing"));
    volatile BiConsumer<CreateItemRequest, StreamObserver<Item>> createItem =
            (request, reply) -> one(reply, request.getItem());
    volatile BiConsumer<WatchItemsRequest, ServerCallStreamObserver<Item>> watchItems =
            (request, reply) -> {
                reply.onNext(item("1", request.getQuery()));
                reply.onNext(item("2", request.getQuery()));
                reply.onCompleted();
            };
    volatile BiConsumer<GetItemRequest, StreamObserver<HttpBody>> getPhoto =
            (request, reply) -> one(reply, HttpBody.getDefaultInstance());
    volatile BiConsumer<GetItemRequest, StreamObserver<HttpBody>> downloadPhoto =
            (request, reply) -> one(reply, HttpBody.getDefaultInstance());
    volatile Function<StreamObserver<ImportItemsResponse>, StreamObserver<Item>> importItems =
            reply -> new Counting<>(reply);
    volatile Function<StreamObserver<Item>, StreamObserver<Item>> haggle = Echoing::new;
    volatile Function<StreamObserver<ImportItemsResponse>, StreamObserver<UploadPhotoRequest>>
            uploadPhoto = reply -> new Counting<>(reply);

    GrpcShop() {
        try {
            this.server =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                            .executor(threads)
                            .intercept(new Recorder())
                            .maxInboundMessageSize(64 << 20)
                            .addService(this)
                            .addService(health.getHealthService())
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Item item(String id, String name) {
        return Item.newBuilder().setId(id).setName(name).setPrice(100).build();
    }

    static <T> void one(StreamObserver<T> reply, T message) {
        reply.onNext(message);
        reply.onCompleted();
    }

    /// What it says of itself from here on.
    void says(ServingStatus status) {
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
    }

    int port() {
        return server.getPort();
    }

    /// The metadata of each call.
    List<Metadata> calls() {
        return calls;
    }

    String metadata(String name) {
        String value =
                calls.getFirst().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        return value == null ? "" : value;
    }

    /// How many calls were cancelled by their caller.
    int cancelled() {
        return cancelled.get();
    }

    @Override
    public void close() {
        server.shutdownNow();
        threads.close();
    }

    @Override
    public void getItem(GetItemRequest request, StreamObserver<Item> reply) {
        getItem.accept(request, reply);
    }

    @Override
    public void createItem(CreateItemRequest request, StreamObserver<Item> reply) {
        createItem.accept(request, reply);
    }

    @Override
    public void watchItems(WatchItemsRequest request, StreamObserver<Item> reply) {
        watchItems.accept(request, (ServerCallStreamObserver<Item>) reply);
    }

    @Override
    public void getPhoto(GetItemRequest request, StreamObserver<HttpBody> reply) {
        getPhoto.accept(request, reply);
    }

    @Override
    public void downloadPhoto(GetItemRequest request, StreamObserver<HttpBody> reply) {
        downloadPhoto.accept(request, reply);
    }

    @Override
    public StreamObserver<Item> importItems(StreamObserver<ImportItemsResponse> reply) {
        return importItems.apply(reply);
    }

    @Override
    public StreamObserver<Item> haggle(StreamObserver<Item> reply) {
        return haggle.apply(reply);
    }

    @Override
    public StreamObserver<UploadPhotoRequest> uploadPhoto(
            StreamObserver<ImportItemsResponse> reply) {
        return uploadPhoto.apply(reply);
    }

    /// Replies with the number of messages.
    private static final class Counting<T> implements StreamObserver<T> {
        private final StreamObserver<ImportItemsResponse> reply;
        private int count;

        Counting(StreamObserver<ImportItemsResponse> reply) {
            this.reply = reply;
        }

        @Override
        public void onNext(T message) {
            count++;
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
            one(reply, ImportItemsResponse.newBuilder().setCount(count).build());
        }
    }

    /// Replies to each message with the same.
    private record Echoing(StreamObserver<Item> reply) implements StreamObserver<Item> {
        @Override
        public void onNext(Item item) {
            reply.onNext(item);
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
            reply.onCompleted();
        }
    }

    private final class Recorder implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
            calls.add(metadata);
            call.setCompression("identity");
            Context context = Context.current();
            context.addListener(
                    ended -> {
                        if (ended.cancellationCause() != null) {
                            cancelled.incrementAndGet();
                        }
                    },
                    Runnable::run);
            return Contexts.interceptCall(context, call, metadata, next);
        }
    }
}
