package dev.kiban.app.proof;

import static dev.kiban.app.proof.RecordedCall.Ending.ANSWERED;
import static dev.kiban.app.proof.RecordedCall.Ending.CANCELLED;

import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import dev.kiban.app.proof.Script.Pace;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A gRPC server that takes any method, writes down what it got, and answers by a script.
///
/// It knows no message types: bytes come in and go out, so that it shows the gateway's bytes and
/// not a library's reading of them.
final class RecordingBackend implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;
    private static final io.grpc.Status UNSEEN =
            io.grpc.Status.ABORTED.withDescription("the first message has not reached the client");
    private static final int MAX_MESSAGE = 64 * 1024 * 1024;

    /// Of the calls of a load only the last are kept.
    private static final int MAX_CALLS = 100;

    private final Server server;
    private final ScheduledExecutorService delays = Executors.newSingleThreadScheduledExecutor();
    private final Deque<RecordedCall> calls = new ConcurrentLinkedDeque<>();
    private final Semaphore called = new Semaphore(0);
    private volatile Script script = Script.DEFAULT;
    private volatile CountDownLatch firstSeen = new CountDownLatch(0);

    RecordingBackend() {
        try {
            this.server =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                            .fallbackHandlerRegistry(new AnyMethod())
                            .maxInboundMessageSize(MAX_MESSAGE)
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    /// Forgets the calls so far and answers from now on by `script`.
    void play(Script script) {
        this.script = script;
        this.firstSeen = new CountDownLatch(script.pace() == Pace.GAPPED ? 1 : 0);
        calls.clear();
        called.drainPermits();
    }

    /// Lets a gapped script go on after its first message.
    void clientSawFirstMessage() {
        firstSeen.countDown();
    }

    /// Waits for the first call of the script.
    RecordedCall awaitCall() {
        try {
            if (!called.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody called");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return calls.getFirst();
    }

    List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.shutdownNow();
        delays.shutdownNow();
    }

    private final class AnyMethod extends HandlerRegistry {

        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            MethodDescriptor<byte[], byte[]> method =
                    MethodDescriptor.newBuilder(Bytes.MARSHALLER, Bytes.MARSHALLER)
                            .setFullMethodName(name)
                            .setType(MethodType.BIDI_STREAMING)
                            .build();
            return ServerMethodDefinition.create(method, RecordingBackend.this::record);
        }
    }

    private ServerCall.Listener<byte[]> record(ServerCall<byte[], byte[]> call, Metadata metadata) {
        RecordedCall recorded =
                new RecordedCall(call.getMethodDescriptor().getFullMethodName(), metadata);
        calls.add(recorded);
        if (calls.size() > MAX_CALLS) {
            calls.poll();
        }
        called.release();
        call.request(script.pace() == Pace.DEAF ? 1 : Integer.MAX_VALUE);
        return new Recorder(call, recorded, script, firstSeen);
    }

    private final class Recorder extends ServerCall.Listener<byte[]> {

        private final ServerCall<byte[], byte[]> call;
        private final RecordedCall recorded;
        private final Script script;
        private final CountDownLatch gap;
        private volatile boolean endless;

        Recorder(
                ServerCall<byte[], byte[]> call,
                RecordedCall recorded,
                Script script,
                CountDownLatch gap) {
            this.call = call;
            this.recorded = recorded;
            this.script = script;
            this.gap = gap;
        }

        @Override
        public void onMessage(byte[] message) {
            recorded.add(message);
        }

        @Override
        public void onHalfClose() {
            var _ =
                    delays.schedule(
                            () -> Thread.startVirtualThread(this::reply),
                            script.delay().toMillis(),
                            TimeUnit.MILLISECONDS);
        }

        @Override
        public void onReady() {
            if (endless) {
                sendWhileReady();
            }
        }

        @Override
        public void onCancel() {
            recorded.ended(CANCELLED);
        }

        @Override
        public void onComplete() {
            recorded.ended(ANSWERED);
        }

        private void reply() {
            if (call.isCancelled()) {
                return;
            }
            if (script.pace() == Pace.ENDLESS) {
                call.sendHeaders(new Metadata());
                endless = true;
                sendWhileReady();
                return;
            }
            if (script.gzip()) {
                call.setCompression("gzip");
            }
            List<byte[]> replies = script.echo() ? recorded.messages() : wire(script.messages());
            if (!replies.isEmpty()) {
                call.sendHeaders(metadata(script.headers()));
                call.setMessageCompression(script.gzip());
            }
            for (byte[] reply : replies) {
                call.sendMessage(reply);
                if (!clientSawIt()) {
                    call.close(UNSEEN, new Metadata());
                    return;
                }
            }
            if (script.pace() != Pace.HELD) {
                call.close(status(script.ending()), trailers(script));
            }
        }

        private synchronized void sendWhileReady() {
            byte[] message = script.messages().getFirst().toByteArray();
            while (call.isReady()) {
                call.sendMessage(message);
                recorded.sentOne();
            }
        }

        /// At once, unless the script has gaps.
        private boolean clientSawIt() {
            try {
                return gap.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private static List<byte[]> wire(List<ByteString> messages) {
        return messages.stream().map(ByteString::toByteArray).toList();
    }

    private static io.grpc.Status status(Status ending) {
        io.grpc.Status status = io.grpc.Status.fromCodeValue(ending.getCode());
        return ending.getMessage().isEmpty() ? status : status.withDescription(ending.getMessage());
    }

    private static Metadata trailers(Script script) {
        List<Header> trailers = new ArrayList<>(script.trailers());
        if (script.ending().getDetailsCount() > 0) {
            String details = Base64.getEncoder().encodeToString(script.ending().toByteArray());
            trailers.add(new Header("grpc-status-details-bin", details));
        }
        return metadata(trailers);
    }

    private static Metadata metadata(List<Header> headers) {
        Metadata metadata = new Metadata();
        for (Header header : headers) {
            if (header.name().endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                byte[] value = Base64.getDecoder().decode(header.value());
                metadata.put(
                        Metadata.Key.of(header.name(), Metadata.BINARY_BYTE_MARSHALLER), value);
                continue;
            }
            metadata.put(
                    Metadata.Key.of(header.name(), Metadata.ASCII_STRING_MARSHALLER),
                    header.value());
        }
        return metadata;
    }
}
