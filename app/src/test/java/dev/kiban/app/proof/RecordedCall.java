package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// One gRPC call as the backend saw it.
final class RecordedCall {

    private static final long PATIENCE_SECONDS = 20;

    private final String rpc;
    private final Metadata metadata;
    private final List<byte[]> messages = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();

    /// How a call ended on the backend's side.
    enum Ending {
        ANSWERED,
        CANCELLED
    }

    RecordedCall(String rpc, Metadata metadata) {
        this.rpc = rpc;
        this.metadata = metadata;
    }

    String rpc() {
        return rpc;
    }

    Metadata metadata() {
        return metadata;
    }

    /// The value of a metadata key; as base64 when it is binary.
    Optional<String> metadata(String name) {
        if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
            return Optional.ofNullable(
                            metadata.get(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER)))
                    .map(Base64.getEncoder()::encodeToString);
        }
        return Optional.ofNullable(
                metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
    }

    List<byte[]> messages() {
        return List.copyOf(messages);
    }

    void add(byte[] message) {
        messages.add(message);
    }

    /// How many messages were sent back.
    long sent() {
        return sent.get();
    }

    void sentOne() {
        sent.incrementAndGet();
    }

    void ended(Ending how) {
        ending.complete(how);
    }

    /// Waits for the end of the call.
    void assertEnded(Ending how) {
        assertThat(ending.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join()).isEqualTo(how);
    }
}
