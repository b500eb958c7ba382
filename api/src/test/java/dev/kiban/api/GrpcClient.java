package dev.kiban.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// Calls the API as programs of others do: by grpc-java, which knows nothing of us.
final class GrpcClient implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;

    private GrpcClient(ManagedChannel channel) {
        this.channel = channel;
    }

    static GrpcClient plain(int port) {
        return new GrpcClient(
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build());
    }

    /// @param certificates whom it trusts, PEM
    static GrpcClient byTls(int port, Path certificates) throws IOException {
        return new GrpcClient(
                NettyChannelBuilder.forAddress("localhost", port)
                        .sslContext(
                                GrpcSslContexts.forClient()
                                        .trustManager(certificates.toFile())
                                        .build())
                        .build());
    }

    /// A call, and who makes it.
    ///
    /// @param rpc such as `kiban.api.v1.FlowService/GetFlow`
    /// @param authorization the values of the header, each on its own
    record Asking(String rpc, List<String> authorization, CallOptions options) {

        /// With a token.
        static Asking of(String rpc, String token) {
            return new Asking(rpc, List.of("Bearer " + token), CallOptions.DEFAULT);
        }
    }

    /// @throws StatusRuntimeException if it is not answered
    <R extends Message> R call(Asking asking, Message request, Parser<R> reply) {
        try {
            return reply.parseFrom(call(asking, request.toByteArray()));
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Why it is not answered.
    Status refusal(Asking asking, byte[] request) {
        try {
            throw new AssertionError(
                    "answered with %d bytes".formatted(call(asking, request).length));
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        }
    }

    private byte[] call(Asking asking, byte[] request) {
        Metadata headers = new Metadata();
        asking.authorization().forEach(value -> headers.put(AUTHORIZATION, value));
        Channel asWho =
                ClientInterceptors.intercept(
                        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
        MethodDescriptor<byte[], byte[]> method =
                MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                        .setType(MethodType.UNARY)
                        .setFullMethodName(asking.rpc())
                        .build();
        return ClientCalls.blockingUnaryCall(asWho, method, asking.options(), request);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /// Messages as they are on the wire, so that what is none can be sent too.
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try (stream) {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
