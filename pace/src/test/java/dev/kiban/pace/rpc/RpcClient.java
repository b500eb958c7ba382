package dev.kiban.pace.rpc;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Message;
import com.google.rpc.RetryInfo;
import dev.kiban.protos.pace.v1.AskManyReply;
import dev.kiban.protos.pace.v1.AskManyRequest;
import dev.kiban.protos.pace.v1.AskRequest;
import dev.kiban.protos.pace.v1.LeaseReply;
import dev.kiban.protos.pace.v1.LeaseRequest;
import dev.kiban.protos.pace.v1.Permit;
import dev.kiban.protos.pace.v1.PermitsReply;
import dev.kiban.protos.pace.v1.PermitsRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks as programs of others do: by grpc-java, which knows nothing of us.
final class RpcClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final ManagedChannel channel;
    private final CallOptions options;
    private final Metadata headers;

    private RpcClient(ManagedChannel channel, CallOptions options, Metadata headers) {
        this.channel = channel;
        this.options = options;
        this.headers = headers;
    }

    static RpcClient plain(int port) {
        return of(NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build());
    }

    /// @param certificates whom it trusts, PEM
    static RpcClient byTls(int port, Path certificates) throws IOException {
        return of(
                NettyChannelBuilder.forAddress("localhost", port)
                        .sslContext(
                                GrpcSslContexts.forClient()
                                        .trustManager(certificates.toFile())
                                        .build())
                        .build());
    }

    private static RpcClient of(ManagedChannel channel) {
        return new RpcClient(channel, CallOptions.DEFAULT, new Metadata());
    }

    /// The same connection, with calls of which nobody wants to know after so much time.
    RpcClient within(Duration time) {
        CallOptions shorter = options.withDeadlineAfter(time.toNanos(), TimeUnit.NANOSECONDS);
        return new RpcClient(channel, shorter, headers);
    }

    /// The same connection, with compressed messages.
    RpcClient compressing(String coding) {
        return new RpcClient(channel, options.withCompression(coding), headers);
    }

    /// The same connection, with one more line of metadata.
    RpcClient with(String name, String value) {
        Metadata more = new Metadata();
        more.merge(headers);
        more.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        return new RpcClient(channel, options, more);
    }

    Permit ask(AskRequest request) {
        return done(asks(request));
    }

    ListenableFuture<Permit> asks(AskRequest request) {
        return call("Ask", request, Permit.getDefaultInstance());
    }

    ListenableFuture<AskManyReply> askMany(AskRequest... requests) {
        AskManyRequest all = AskManyRequest.newBuilder().addAllAsks(List.of(requests)).build();
        return call("AskMany", all, AskManyReply.getDefaultInstance());
    }

    ListenableFuture<LeaseReply> lease(LeaseRequest request) {
        return call("Lease", request, LeaseReply.getDefaultInstance());
    }

    /// @param act such as `Done`
    List<PermitsReply.Result> settle(String act, PermitsRequest request) {
        return done(call(act, request, PermitsReply.getDefaultInstance())).getResultsList();
    }

    <R extends Message> ListenableFuture<R> call(String rpc, Message request, R reply) {
        MethodDescriptor<Message, R> method =
                MethodDescriptor.<Message, R>newBuilder()
                        .setType(MethodType.UNARY)
                        .setFullMethodName("kiban.pace.v1.AskService/" + rpc)
                        .setRequestMarshaller(ProtoUtils.marshaller(request))
                        .setResponseMarshaller(ProtoUtils.marshaller(reply))
                        .build();
        Channel asWho =
                ClientInterceptors.intercept(
                        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
        return ClientCalls.futureUnaryCall(asWho.newCall(method, options), request);
    }

    /// What is answered.
    static <T> T done(ListenableFuture<T> call) {
        try {
            return call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StatusRuntimeException refused) {
                throw refused;
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /// Why it is not answered, with all details.
    static com.google.rpc.Status refusal(ListenableFuture<?> call) {
        try {
            throw new AssertionError("answered: " + done(call));
        } catch (StatusRuntimeException e) {
            return Objects.requireNonNull(StatusProto.fromThrowable(e));
        }
    }

    /// When it is worth asking again.
    static Duration retryAfter(com.google.rpc.Status refusal) {
        try {
            com.google.protobuf.Duration delay =
                    refusal.getDetails(0).unpack(RetryInfo.class).getRetryDelay();
            return duration(delay);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Duration duration(com.google.protobuf.Duration time) {
        return Duration.ofSeconds(time.getSeconds(), time.getNanos());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
