package dev.kiban.transcode;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.MethodDescriptor;

/// One gRPC method of a [Schema].
public record Rpc(MethodDescriptor descriptor, MessageType input, MessageType output) {

    /// Such as `fleamarket.item.v1.ItemService/GetItem`: the path of the gRPC call without its
    /// leading slash.
    public String fullName() {
        return descriptor.getService().getFullName() + "/" + descriptor.getName();
    }

    public boolean clientStreaming() {
        return descriptor.isClientStreaming();
    }

    public boolean serverStreaming() {
        return descriptor.isServerStreaming();
    }

    /// Whether its `idempotency_level` says that to be served twice does no harm.
    public boolean idempotent() {
        return descriptor.getOptions().getIdempotencyLevel()
                != IdempotencyLevel.IDEMPOTENCY_UNKNOWN;
    }
}
