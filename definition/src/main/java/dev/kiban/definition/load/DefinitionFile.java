package dev.kiban.definition.load;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.FileProblems;
import dev.kiban.definition.yaml.YamlFile;
import dev.kiban.definition.yaml.YamlLimits;
import dev.kiban.definition.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;

/// One file of definitions, read within limits.
record DefinitionFile(Checkout checkout, FileProblems problems) {

    /// The file's YAML; empty if it has none that could be read, which has then been reported.
    Optional<YamlFile> read() {
        if (!checkout.isReallyInside(checkout.file())) {
            return refuse(ProblemCode.OUTSIDE, checkout.linkLeadsOutside());
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(checkout.file())) {
            bytes = in.readNBytes(YamlLimits.MAX_FILE_BYTES + 1);
        } catch (IOException e) {
            return refuse(ProblemCode.UNREADABLE, DefinitionFiles.reason(e));
        }
        if (bytes.length > YamlLimits.MAX_FILE_BYTES) {
            return refuse(
                    ProblemCode.FILE_TOO_LARGE,
                    "larger than %s bytes: split it"
                            .formatted(SizeText.print(YamlLimits.MAX_FILE_BYTES)));
        }
        return Optional.of(YamlReader.read(checkout.file(), bytes, problems));
    }

    private Optional<YamlFile> refuse(ProblemCode code, String message) {
        problems.add(new Problem(Location.of(checkout.file()), code, message));
        return Optional.empty();
    }
}
