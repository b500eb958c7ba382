package dev.kiban.gateway.schema;

import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.SchemaSource.DescriptorSet;
import dev.kiban.gateway.SchemaState;
import dev.kiban.transcode.SchemaFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a schema from a file with a serialized `google.protobuf.FileDescriptorSet`.
final class DescriptorFile {
    /// Bytes of a file; the descriptors of a whole company are smaller.
    static final int MAX_BYTES = 64 << 20;

    private DescriptorFile() {}

    static SchemaState read(DescriptorSet source, SchemaCache cache) {
        Path file = source.file();
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return refused(source, "is larger than %d MiB".formatted(MAX_BYTES >> 20));
            }
            if (bytes.length == 0) {
                return refused(source, "is empty");
            }
            return new SchemaState.Loaded(cache.of(bytes));
        } catch (IOException e) {
            return refused(source, "cannot be read: " + e.getMessage());
        } catch (SchemaFault e) {
            return refused(source, "cannot be used: " + e.getMessage());
        }
    }

    private static SchemaState refused(DescriptorSet source, String why) {
        String message = "descriptor set '%s' %s".formatted(source.file(), why);
        return new SchemaState.Refused(new Problem(source.at(), ProblemCode.BAD_SCHEMA, message));
    }
}
