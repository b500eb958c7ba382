package dev.kiban.fleamarket.item;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import dev.kiban.fleamarket.item.v1.Item;
import dev.kiban.fleamarket.item.v1.Photo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// One photo per item: what the seller uploaded, or else a drawing of the price tag.
final class PhotoAlbum {
    static final int MAX_PHOTO_BYTES = 1 << 20;
    static final long MAX_ALBUM_BYTES = 64L << 20;

    // No SVG: it can carry scripts.
    private static final Set<String> TYPES = Set.of("image/jpeg", "image/png", "image/webp");

    private final ReentrantLock pages = new ReentrantLock();
    // Guarded by `pages`.
    private final Map<String, HttpBody> photos = new LinkedHashMap<>();
    private long bytes;

    Photo put(Item item, HttpBody content) {
        check(content);
        pages.lock();
        try {
            HttpBody before = photos.get(item.getId());
            long after =
                    bytes
                            + content.getData().size()
                            - (before == null ? 0 : before.getData().size());
            if (after > MAX_ALBUM_BYTES) {
                throw Refusals.full("photos", "the album is full");
            }
            bytes = after;
            photos.put(item.getId(), content);
        } finally {
            pages.unlock();
        }
        return Photo.newBuilder()
                .setItemId(item.getId())
                .setContentType(content.getContentType())
                .setBytes(content.getData().size())
                .setSha256(sha256(content.getData()))
                .build();
    }

    HttpBody get(Item item) {
        pages.lock();
        try {
            HttpBody photo = photos.get(item.getId());
            return photo == null ? drawing(item) : photo;
        } finally {
            pages.unlock();
        }
    }

    private static void check(HttpBody content) {
        if (!TYPES.contains(content.getContentType())) {
            throw Refusals.badRequest(
                    "content.content_type",
                    "must be image/jpeg, image/png or image/webp, not '%s'"
                            .formatted(content.getContentType()));
        }
        if (content.getData().isEmpty() || content.getData().size() > MAX_PHOTO_BYTES) {
            throw Refusals.badRequest(
                    "content.data", "must have 1 to %,d bytes".formatted(MAX_PHOTO_BYTES));
        }
    }

    private static HttpBody drawing(Item item) {
        String svg =
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200">
                  <rect width="320" height="200" rx="16" fill="hsl(%d, 60%%, 88%%)"/>
                  <text x="24" y="96" font-size="44" font-family="sans-serif">¥%,d</text>
                  <text x="24" y="150" font-size="20" font-family="sans-serif">%s</text>
                </svg>
                """
                        .formatted(
                                Math.floorMod(item.getId().hashCode() * 47, 360),
                                item.getPriceYen(),
                                item.getId());
        return HttpBody.newBuilder()
                .setContentType("image/svg+xml")
                .setData(ByteString.copyFromUtf8(svg))
                .build();
    }

    private static String sha256(ByteString data) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(data.asReadOnlyByteBuffer());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
