package dev.kiban.definition.report;

import dev.kiban.definition.Location;
import dev.kiban.definition.yaml.YamlLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The lines that problems are about. A file may have changed or gone since it was checked: then
/// the problem is shown without its line.
final class SourceLines {
    private final Map<Path, List<String>> files = new HashMap<>();

    Optional<String> at(Location at) {
        if (at.line() == 0) {
            return Optional.empty();
        }
        List<String> lines = files.computeIfAbsent(at.file(), SourceLines::read);
        return at.line() <= lines.size() ? Optional.of(lines.get(at.line() - 1)) : Optional.empty();
    }

    private static List<String> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(YamlLimits.MAX_FILE_BYTES);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.lines().toList();
        } catch (IOException _) {
            return List.of();
        }
    }
}
