package dev.kiban.documents;

import dev.kiban.protos.v1.AskGateRequest;
import dev.kiban.protos.v1.GateAnswer;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;

/// Asks a running Kiban by grpc-java whether a service may be released.
///
/// @param address host and port of the API over gRPC
record GrpcGate(String address, String token) {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final MethodDescriptor<AskGateRequest, GateAnswer> ASK =
            MethodDescriptor.newBuilder(
                            ProtoUtils.marshaller(AskGateRequest.getDefaultInstance()),
                            ProtoUtils.marshaller(GateAnswer.getDefaultInstance()))
                    .setType(MethodType.UNARY)
                    .setFullMethodName("kiban.api.v1.GateService/AskGate")
                    .build();

    GateAnswer ask(String service) {
        ManagedChannel channel = NettyChannelBuilder.forTarget(address).usePlaintext().build();
        try {
            Metadata who = new Metadata();
            who.put(AUTHORIZATION, "Bearer " + token);
            return ClientCalls.blockingUnaryCall(
                    ClientInterceptors.intercept(
                            channel, MetadataUtils.newAttachHeadersInterceptor(who)),
                    ASK,
                    CallOptions.DEFAULT,
                    AskGateRequest.newBuilder().setService(service).build());
        } finally {
            channel.shutdownNow();
        }
    }
}
