package dev.kiban.definition.load;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Service;
import dev.kiban.definition.shape.Findings;
import dev.kiban.definition.shape.Reading;
import dev.kiban.definition.yaml.FileProblems;
import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One load of a directory: each file by itself, then all of them together.
final class Loading {
    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();
    private final Shelves shelves = new Shelves();
    private final Findings findings = new Findings();
    private final Unread unread = new Unread();

    Loading(Path directory) {
        this.directory = directory;
    }

    Loaded run() {
        List<Path> files = DefinitionFiles.below(directory, problems);
        if (!problems.isEmpty()) {
            unread.addUnknown();
        }
        files.forEach(this::read);
        FileProblems betweenFiles = new FileProblems(directory);
        new CrossChecks(findings, betweenFiles).run(unread);
        problems.addAll(betweenFiles.toList());
        if (problems.isEmpty() && shelves.areEmpty()) {
            problems.add(
                    new Problem(
                            Location.of(directory),
                            ProblemCode.NO_DEFINITIONS,
                            "no definitions here: write a Team and a Service into a file that ends in .yaml"));
        }
        return problems.isEmpty()
                ? new Loaded.Accepted(snapshot(shelves.services()))
                : new Loaded.Rejected(problems, sound());
    }

    /// What can be built of a file with problems is left out: it may be half of what is meant.
    private Definitions sound() {
        Set<Path> files =
                problems.stream().map(problem -> problem.at().file()).collect(Collectors.toSet());
        return snapshot(
                shelves.services().stream()
                        .filter(service -> !files.contains(service.at().file()))
                        .toList());
    }

    private Definitions snapshot(List<Service> services) {
        return new Definitions(
                directory, shelves.gateway(), shelves.teams(), services, shelves.paces());
    }

    private void read(Path path) {
        FileProblems ofFile = new FileProblems(path);
        Checkout checkout = new Checkout(directory, path);
        Optional<YamlFile> file = new DefinitionFile(checkout, ofFile).read();
        file.ifPresentOrElse(
                yaml -> putAll(yaml, Reading.of(ofFile, findings, checkout)), unread::addUnknown);
        problems.addAll(ofFile.toList());
    }

    /// How many documents have said their names since there were so many names of all kinds.
    private long documentsNamed(int namesBefore) {
        return findings.names().stream()
                .skip(namesBefore)
                .filter(name -> shelves.hasKind(name.kind()))
                .count();
    }

    private void putAll(YamlFile file, Reading reading) {
        int namesBefore = findings.names().size();
        for (Yaml document : file.documents()) {
            shelves.put(document, reading);
        }
        boolean allNamed = documentsNamed(namesBefore) == file.documents().size();
        if (!file.whole() || !allNamed) {
            unread.addText(file.text());
        }
    }
}
