package dev.kiban.runtime.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Unpacks a tar archive of folders, files and links, as PostgreSQL's programs come in; refuses
/// everything else that tar knows, and names that lead out of the folder.
final class Tar {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int MODE_AT = 100;
    private static final int NUMBER = 8;
    private static final int SIZE_AT = 124;
    private static final int SIZE = 12;
    private static final int TYPE_AT = 156;
    private static final int LINK_AT = 157;
    private static final int OCTAL = 8;
    private static final int EXECUTABLE = 0100;

    private final InputStream in;
    private final Path folder;

    private Tar(InputStream in, Path folder) {
        this.in = in;
        this.folder = folder.normalize();
    }

    static void unpack(InputStream in, Path folder) throws IOException {
        Tar tar = new Tar(in, folder);
        byte[] header = tar.block();
        while (header[0] != 0) {
            tar.entry(header);
            header = tar.block();
        }
    }

    private void entry(byte[] header) throws IOException {
        Path path = inside(text(header, 0, NAME));
        switch (header[TYPE_AT]) {
            case '5' -> Files.createDirectories(path);
            case '2' -> {
                String target = text(header, LINK_AT, NAME);
                inside(folder.relativize(path.resolveSibling(target)).toString());
                Files.createSymbolicLink(path, Path.of(target));
            }
            case '0', 0 -> file(path, header);
            default -> throw new IOException("tar entry of unknown type: " + path);
        }
    }

    private void file(Path path, byte[] header) throws IOException {
        Files.createDirectories(path.getParent());
        long size = number(header, SIZE_AT, SIZE);
        try (var out = Files.newOutputStream(path)) {
            long left = size;
            byte[] buffer = new byte[BLOCK * BLOCK];
            while (left > 0) {
                int read = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
                if (read == 0) {
                    throw new EOFException("tar archive ends early: " + path);
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        boolean executable = (number(header, MODE_AT, NUMBER) & EXECUTABLE) != 0;
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(executable ? "rwx------" : "rw-------"));
    }

    private byte[] block() throws IOException {
        byte[] block = in.readNBytes(BLOCK);
        if (block.length < BLOCK) {
            throw new EOFException("tar archive ends early");
        }
        return block;
    }

    private Path inside(String name) throws IOException {
        Path path = folder.resolve(name).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("tar entry leads out of its folder: " + name);
        }
        return path;
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, UTF_8);
    }

    private static long number(byte[] header, int at, int length) {
        return Long.parseLong(
                new String(header, at, length, ISO_8859_1).replace('\0', ' ').strip(), OCTAL);
    }
}
