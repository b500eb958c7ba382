package dev.kiban.definition;

import java.nio.file.Path;
import java.time.Duration;

/// Where the gateway learns a service's messages and methods.
public sealed interface SchemaSource {

    /// Where the definition says so.
    Location at();

    /// A file with a serialized `google.protobuf.FileDescriptorSet`, imports included.
    ///
    /// @param file exists, inside the definitions directory
    record DescriptorSet(Path file, Location at) implements SchemaSource {}

    /// The upstream itself, by gRPC server reflection.
    ///
    /// @param refresh how often it is asked again
    record Reflection(Duration refresh, Location at) implements SchemaSource {}
}
