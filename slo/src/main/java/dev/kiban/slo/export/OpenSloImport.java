package dev.kiban.slo.export;

import dev.kiban.definition.Problem;
import dev.kiban.definition.yaml.FileProblems;
import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.YamlReader;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.Json.JsonArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads files of OpenSLO v1, and says the same as `slos:` of services.
///
/// Strict: a key that we do not know is told, as it may change what the others mean.
public final class OpenSloImport {
    private OpenSloImport() {}

    /// What came of it.
    ///
    /// @param text for each service a document with its `slos:`
    /// @param refused what cannot be said, with its place; then the text is not the whole file
    public record Imported(String text, List<String> refused) {

        public Imported {
            refused = List.copyOf(refused);
        }
    }

    /// @param file how messages name it
    public static Imported of(Path file, byte[] bytes) {
        FileProblems problems = new FileProblems(file);
        List<String> refused = new ArrayList<>();
        Map<String, List<Json>> byService = new TreeMap<>();
        for (Yaml document : YamlReader.read(file, bytes, problems).documents()) {
            Part part = new Part("document", document, refused);
            String service = new OpenSloDocument(part).read(byService);
            if (service.isEmpty() && refused.isEmpty()) {
                part.refuse("names no service");
            }
        }
        for (Problem problem : problems.toList()) {
            refused.add("%s: %s".formatted(problem.at(), problem.message()));
        }
        return new Imported(print(byService), refused);
    }

    private static String print(Map<String, List<Json>> byService) {
        List<String> documents = new ArrayList<>();
        byService.forEach(
                (service, slos) ->
                        documents.add(
                                "# of the service '%s', under its spec%n%s"
                                        .formatted(
                                                service,
                                                YamlText.print("slos", new JsonArray(slos)))));
        return String.join("---\n", documents);
    }
}
