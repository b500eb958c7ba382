package dev.kiban.app.proof;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A gRPC call of a real gRPC client; the trailers count as headers of the answer.
final class NativeCall {

    private static final long PATIENCE_SECONDS = 20;

    private NativeCall() {}

    static Answer exchange(int port, Request request) {
        return exchange(port, request, _ -> {});
    }

    /// Gives what came up to the end of the call, whoever has ended it.
    ///
    /// @param onMessage is told of each message when it has come
    static Answer exchange(int port, Request request, Consumer<ClientCall<?, ?>> onMessage) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            MethodDescriptor<byte[], byte[]> method =
                    MethodDescriptor.newBuilder(Bytes.MARSHALLER, Bytes.MARSHALLER)
                            .setFullMethodName(request.path().substring(1))
                            .setType(MethodType.BIDI_STREAMING)
                            .build();
            ClientCall<byte[], byte[]> call = channel.newCall(method, CallOptions.DEFAULT);
            Listener listener = new Listener(() -> onMessage.accept(call));
            call.start(listener, metadata(request));
            call.request(Integer.MAX_VALUE);
            call.sendMessage(request.body().toByteArray());
            call.halfClose();
            return listener.answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } finally {
            channel.shutdownNow();
        }
    }

    private static Metadata metadata(Request request) {
        Metadata metadata = new Metadata();
        for (Header header : request.headers()) {
            if (!header.name().equals("content-type")) {
                metadata.put(
                        Metadata.Key.of(header.name(), Metadata.ASCII_STRING_MARSHALLER),
                        header.value());
            }
        }
        return metadata;
    }

    private static final class Listener extends ClientCall.Listener<byte[]> {

        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final List<Header> headers = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final Runnable onMessage;

        Listener(Runnable onMessage) {
            this.onMessage = onMessage;
        }

        @Override
        public void onHeaders(Metadata metadata) {
            add(metadata);
        }

        @Override
        public void onMessage(byte[] message) {
            body.writeBytes(message);
            onMessage.run();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            add(trailers);
            headers.add(new Header("grpc-status", Integer.toString(status.getCode().value())));
            if (status.getDescription() != null) {
                headers.add(new Header("grpc-message", status.getDescription()));
            }
            answer.complete(
                    new Answer(
                            200,
                            List.copyOf(headers),
                            ByteString.copyFrom(body.toByteArray()),
                            true));
        }

        private void add(Metadata metadata) {
            for (String name : metadata.keys()) {
                if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                    String value =
                            metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
                    headers.add(new Header(name, String.valueOf(value)));
                }
            }
        }
    }
}
