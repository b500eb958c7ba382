package dev.kiban.documents;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.StringValue;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The Greeter of gRPC's quick start: the service that a reader of the tutorial has. Request and
/// reply are one string in field 1, as a `StringValue` is.
final class Greeter implements AutoCloseable {
    private static final String PACKAGE = "helloworld";
    private static final MethodDescriptor<StringValue, StringValue> SAY_HELLO =
            MethodDescriptor.<StringValue, StringValue>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(PACKAGE + ".Greeter/SayHello")
                    .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .build();

    private final Server server;

    private Greeter(Server server) {
        this.server = server;
    }

    static Greeter start(int port) throws IOException {
        ServerServiceDefinition service =
                ServerServiceDefinition.builder(PACKAGE + ".Greeter")
                        .addMethod(SAY_HELLO, ServerCalls.asyncUnaryCall(Greeter::sayHello))
                        .build();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new Greeter(
                NettyServerBuilder.forAddress(address).addService(service).build().start());
    }

    /// What `protoc` makes of `helloworld.proto`.
    static byte[] descriptorSet() {
        return FileDescriptorSet.newBuilder()
                .addFile(
                        FileDescriptorProto.newBuilder()
                                .setName("helloworld.proto")
                                .setPackage(PACKAGE)
                                .setSyntax("proto3")
                                .addMessageType(message("HelloRequest", "name"))
                                .addMessageType(message("HelloReply", "message"))
                                .addService(
                                        ServiceDescriptorProto.newBuilder()
                                                .setName("Greeter")
                                                .addMethod(
                                                        MethodDescriptorProto.newBuilder()
                                                                .setName("SayHello")
                                                                .setInputType(
                                                                        "."
                                                                                + PACKAGE
                                                                                + ".HelloRequest")
                                                                .setOutputType(
                                                                        "."
                                                                                + PACKAGE
                                                                                + ".HelloReply"))))
                .build()
                .toByteArray();
    }

    private static DescriptorProto message(String name, String field) {
        return DescriptorProto.newBuilder()
                .setName(name)
                .addField(
                        FieldDescriptorProto.newBuilder()
                                .setName(field)
                                .setNumber(1)
                                .setType(FieldDescriptorProto.Type.TYPE_STRING)
                                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL))
                .build();
    }

    private static void sayHello(StringValue request, StreamObserver<StringValue> reply) {
        reply.onNext(StringValue.of("Hello " + request.getValue()));
        reply.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
