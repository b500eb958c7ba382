package dev.kiban.gateway.weights;

import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.split.SplitName;
import dev.kiban.gateway.split.Weights;
import dev.kiban.gateway.split.Weights.Weighting;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.lifecycle.ReplacedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The weights that a gateway knew last, for when it starts again and the database is away: a line
/// for each split, with tabs between service, split, shares of the definition, and weights.
public final class WeightFile {
    private static final String TAB = "\t";
    private static final int COLUMNS = 4;

    private final Path file;

    public WeightFile(Path file) {
        this.file = file;
    }

    /// The one that belongs to a folder of counts.
    public static WeightFile beside(Path counts) {
        return new WeightFile(counts.resolveSibling(counts.getFileName() + ".weights"));
    }

    /// What was written last; nothing if that was never.
    ///
    /// @throws UncheckedIOException if it cannot be read
    /// @throws IllegalArgumentException if it is not what was written
    public Weights read() {
        try {
            Map<SplitName, Weighting> bySplit = new HashMap<>();
            Files.readAllLines(file).forEach(line -> readLine(line, bySplit));
            return new Weights(bySplit);
        } catch (NoSuchFileException e) {
            return Weights.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts these in the place of what was there, or leaves that as it is.
    ///
    /// @throws UncheckedIOException if it cannot be written
    public void write(Weights weights) {
        List<String> lines =
                weights.bySplit().entrySet().stream()
                        .map(one -> line(one.getKey(), one.getValue()))
                        .sorted()
                        .toList();
        try {
            ReplacedFile.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(SplitName name, Weighting weighting) {
        return String.join(
                TAB,
                name.service().value(),
                name.name(),
                weighting.based().written(),
                weighting.split().written());
    }

    private static void readLine(String line, Map<SplitName, Weighting> bySplit) {
        List<String> columns = List.of(line.split(TAB, -1));
        if (columns.size() != COLUMNS) {
            throw new IllegalArgumentException("this is no line of weights: " + line);
        }
        bySplit.put(
                new SplitName(new ServiceName(columns.get(0)), columns.get(1)),
                new Weighting(Split.read(columns.get(2)), Split.read(columns.get(3))));
    }
}
