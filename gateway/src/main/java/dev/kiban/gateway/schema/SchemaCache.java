package dev.kiban.gateway.schema;

import dev.kiban.transcode.Schema;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One instance per content: services with the same descriptors share a schema, and a reload that
/// finds the same bytes finds the same schema. Holds a schema only as long as somebody else does.
final class SchemaCache {
    private final Map<ByteBuffer, WeakReference<Schema>> byDigest = new HashMap<>();

    /// The schema of a serialized descriptor set.
    ///
    /// @throws dev.kiban.transcode.SchemaFault if it cannot be used
    synchronized Schema of(byte[] descriptorSet) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(descriptorSet));
        Schema known = get(digest);
        if (known != null) {
            return known;
        }
        Schema schema = Schema.parse(descriptorSet);
        byDigest.values().removeIf(reference -> reference.get() == null);
        byDigest.put(digest, new WeakReference<>(schema));
        return schema;
    }

    private @Nullable Schema get(ByteBuffer digest) {
        WeakReference<Schema> reference = byDigest.get(digest);
        return reference == null ? null : reference.get();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
