package dev.kiban.gateway.schema;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kiban.definition.Address;
import dev.kiban.definition.UpstreamTls;
import dev.kiban.gateway.schema.ReflectionCalls.Call;
import dev.kiban.gateway.schema.ReflectionCalls.Outcome;
import dev.kiban.gateway.schema.ReflectionMessages.Reply;
import dev.kiban.transcode.http.GrpcCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Asks one server for all its services with the files that define them and all that these import.
///
/// First version 1 of the protocol; if the server does not know it, `v1alpha`. What a server sends
/// is bounded in files, bytes, rounds and time, so that a broken one costs no more than that.
final class Reflection {
    static final int MAX_SERVICES = 1_000;
    static final int MAX_FILES = 5_000;
    static final int MAX_BYTES = 32 << 20;
    static final int MAX_ROUNDS = 64;

    private static final String V1 = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    private static final String V1_ALPHA =
            "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
    private static final String OF_REFLECTION_ITSELF = "grpc.reflection.";

    /// `transcode` has these, in case a server does not serve them.
    private static final String WELL_KNOWN = "google/protobuf/";

    private final ReflectionCalls calls;
    private final Address address;
    private final Optional<UpstreamTls> tls;
    private final Duration timeout;
    private final Map<String, FileDescriptorProto> files = new TreeMap<>();
    private final SortedSet<String> missing = new TreeSet<>();
    private String method = V1;
    private int bytes;

    private Reflection(ReflectionCalls calls, Target target) {
        this.calls = calls;
        this.address = target.address();
        this.tls = target.tls();
        this.timeout = target.timeout();
    }

    /// Whom to ask.
    ///
    /// @param timeout of each call
    record Target(Address address, Optional<UpstreamTls> tls, Duration timeout) {}

    /// The files of all services of a server, by name.
    ///
    /// @throws ReflectionFailure if the server cannot be reached or gives no good answer
    static FileDescriptorSet fetch(ReflectionCalls calls, Target target) {
        return new Reflection(calls, target).fetch();
    }

    private FileDescriptorSet fetch() {
        List<String> services = services();
        for (Reply reply :
                ask(services.stream().map(ReflectionMessages::fileContaining).toList())) {
            addAll(reply.files()); // a service without file is left out: its routes will say so
        }
        if (files.isEmpty()) {
            throw new ReflectionFailure("it has no file for any of its services " + services);
        }
        for (int round = 0; !missing.isEmpty(); round++) {
            if (round == MAX_ROUNDS) {
                throw new ReflectionFailure("its files import each other too deep");
            }
            fetchImports();
        }
        return FileDescriptorSet.newBuilder().addAllFile(files.values()).build();
    }

    private List<String> services() {
        List<String> services =
                listing().services().stream()
                        .filter(name -> !name.startsWith(OF_REFLECTION_ITSELF))
                        .sorted()
                        .toList();
        if (services.isEmpty()) {
            throw new ReflectionFailure("it has no services");
        }
        if (services.size() > MAX_SERVICES) {
            throw new ReflectionFailure(
                    "it has %d services, more than %d".formatted(services.size(), MAX_SERVICES));
        }
        return services;
    }

    private Reply listing() {
        List<byte[]> request = List.of(ReflectionMessages.listServices());
        Outcome outcome = call(request);
        if (outcome instanceof Outcome.Failed(GrpcCode code, _) && code == GrpcCode.UNIMPLEMENTED) {
            method = V1_ALPHA;
            outcome = call(request);
        }
        return replies(outcome, 1).getFirst();
    }

    private void fetchImports() {
        List<String> names = List.copyOf(missing);
        missing.clear();
        List<Reply> replies = ask(names.stream().map(ReflectionMessages::file).toList());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            addAll(replies.get(i).files());
            if (!files.containsKey(name) && !name.startsWith(WELL_KNOWN)) {
                throw new ReflectionFailure(
                        "it does not give the imported file '%s': %s"
                                .formatted(name, replies.get(i).error()));
            }
            missing.remove(name);
        }
    }

    private void addAll(Collection<ByteString> descriptors) {
        for (ByteString descriptor : descriptors) {
            add(descriptor);
        }
        for (FileDescriptorProto file : List.copyOf(files.values())) {
            for (String imported : file.getDependencyList()) {
                if (!files.containsKey(imported)) {
                    missing.add(imported);
                }
            }
        }
    }

    private void add(ByteString descriptor) {
        try {
            FileDescriptorProto file = FileDescriptorProto.parseFrom(descriptor);
            if (files.putIfAbsent(file.getName(), file) != null) {
                return;
            }
            missing.remove(file.getName());
        } catch (InvalidProtocolBufferException e) {
            throw new ReflectionFailure("it sent a file that is no descriptor: " + e.getMessage());
        }
        bytes += descriptor.size();
        if (files.size() > MAX_FILES || bytes > MAX_BYTES) {
            throw new ReflectionFailure(
                    "its files are more than %d, or larger than %d bytes together"
                            .formatted(MAX_FILES, MAX_BYTES));
        }
    }

    private List<Reply> ask(List<byte[]> requests) {
        return replies(call(requests), requests.size());
    }

    private Outcome call(List<byte[]> requests) {
        return calls.call(new Call(address, tls, method, requests, MAX_BYTES, timeout));
    }

    private static List<Reply> replies(Outcome outcome, int expected) {
        return switch (outcome) {
            case Outcome.Replies(List<byte[]> messages) -> decode(messages, expected);
            case Outcome.Failed(GrpcCode code, String reason) ->
                    throw new ReflectionFailure(
                            code == GrpcCode.UNIMPLEMENTED
                                    ? "it does not serve reflection"
                                    : code + ": " + reason);
        };
    }

    private static List<Reply> decode(List<byte[]> messages, int expected) {
        if (messages.size() != expected) {
            throw new ReflectionFailure(
                    "it sent %d replies to %d requests".formatted(messages.size(), expected));
        }
        List<Reply> replies = new ArrayList<>(expected);
        try {
            for (byte[] message : messages) {
                replies.add(ReflectionMessages.reply(message));
            }
        } catch (IOException e) {
            throw new ReflectionFailure("it sent something else than reflection replies");
        }
        return replies;
    }
}
