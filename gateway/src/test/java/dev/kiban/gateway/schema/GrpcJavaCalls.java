package dev.kiban.gateway.schema;

import static io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING;

import dev.kiban.transcode.http.GrpcCode;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Calls by grpc-java.
final class GrpcJavaCalls implements ReflectionCalls {
    @Override
    public Outcome call(Call call) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(call.address().host(), call.address().port())
                        .usePlaintext()
                        .build();
        try {
            Replies replies = new Replies();
            StreamObserver<byte[]> requests =
                    ClientCalls.asyncBidiStreamingCall(
                            channel.newCall(
                                    method(call.method()),
                                    CallOptions.DEFAULT.withDeadlineAfter(
                                            call.timeout().toNanos(), TimeUnit.NANOSECONDS)),
                            replies);
            call.requests().forEach(requests::onNext);
            requests.onCompleted();
            return replies.outcome.join();
        } finally {
            channel.shutdownNow();
        }
    }

    private static MethodDescriptor<byte[], byte[]> method(String path) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(BIDI_STREAMING)
                .setFullMethodName(path.substring(1))
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    private static final class Replies implements StreamObserver<byte[]> {
        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final List<byte[]> messages = new ArrayList<>();

        @Override
        public void onNext(byte[] message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable thrown) {
            Status status = Status.fromThrowable(thrown);
            outcome.complete(
                    new Outcome.Failed(
                            GrpcCode.of(status.getCode().value()),
                            String.valueOf(status.getDescription())));
        }

        @Override
        public void onCompleted() {
            outcome.complete(new Outcome.Replies(messages));
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
