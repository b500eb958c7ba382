package dev.kiban.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Words and files are in order: what the documents name exists, and nothing is longer than it may
/// be.
class TidyTest {
    private static final int MAX_METHOD_LINES = 70;
    private static final int MAX_FILE_LINES = 500;

    private static final Pattern PATH =
            Pattern.compile("\\.?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.*-]+)*/?");
    private static final Pattern CLASS = Pattern.compile("([A-Z][a-z0-9]+){2,}");
    private static final Set<String> FILE_ENDINGS =
            Set.of("java", "md", "xml", "yaml", "yml", "sh", "proto", "binpb", "txt", "json");

    private static final WorkTree TREE = WorkTree.here();

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Markdown document : documents()) {
            for (String link : document.links()) {
                if (!link.matches("[a-z]+:.*") && !resolves(document, link)) {
                    broken.add(TREE.nameOf(document.file()) + " → " + link);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everyDecisionStandsInTheirIndex() {
        Path decisions = TREE.root().resolve("docs/decisions");
        Markdown index = Markdown.read(decisions.resolve("README.md"));
        List<Path> linked = index.links().stream().map(index::target).toList();

        assertThat(documents())
                .extracting(Markdown::file)
                .filteredOn(file -> file.startsWith(decisions) && !file.equals(index.file()))
                .isNotEmpty()
                .isSubsetOf(linked);
    }

    @Test
    void everyPathThatADocumentNamesExists() {
        List<String> missing = new ArrayList<>();
        for (Markdown document : finished()) {
            for (String code : document.code()) {
                if (isOurPath(code) && !exists(document, code)) {
                    missing.add(TREE.nameOf(document.file()) + ": " + code);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void everyClassThatADocumentNamesExists() {
        Set<String> known = new TreeSet<>(words("others-classes.txt"));
        TREE.files(".java").forEach(file -> known.addAll(typesIn(file)));
        TREE.files(".proto").forEach(file -> known.addAll(typesIn(file)));
        List<String> missing = new ArrayList<>();
        for (Markdown document : finished()) {
            for (String code : document.code()) {
                if (CLASS.matcher(code).matches() && !known.contains(code)) {
                    missing.add(TREE.nameOf(document.file()) + ": " + code);
                }
            }
        }

        assertThat(missing)
                .as("no class of ours; one of somebody else's goes into others-classes.txt")
                .isEmpty();
    }

    @Test
    void nothingIsTooLongButWhatWasBefore() {
        Set<String> tooLong = new TreeSet<>();
        for (JavaFile file : JavaFile.parse(TREE.files(".java"))) {
            String name = TREE.nameOf(file.file());
            if (file.lines() > MAX_FILE_LINES) {
                tooLong.add(name);
            }
            file.methods().stream()
                    .filter(method -> method.lines() > MAX_METHOD_LINES)
                    .forEach(method -> tooLong.add(name + " " + method.name()));
        }

        assertThat(tooLong)
                .as("too-long.txt is a list that may only shrink")
                .containsExactlyInAnyOrderElementsOf(words("too-long.txt"));
    }

    @Test
    void measuresMethodsAsPeopleDo() {
        Path self = TREE.root().resolve("app/src/test/java/dev/kiban/house/TidyTest.java");
        JavaFile file = JavaFile.parse(List.of(self)).getFirst();

        assertThat(file.lines()).isEqualTo(WorkTree.read(self).lines().count());
        assertThat(file.methods())
                .contains(new JavaFile.Method("TidyTest.documents", 6))
                .extracting(JavaFile.Method::name)
                .contains("TidyTest.measuresMethodsAsPeopleDo");
    }

    /// The formatter breaks a line of documentation that is too long into a plain comment, and the
    /// rest of the documentation is lost.
    @Test
    void noDocumentationIsCutOffByTheFormatter() {
        Pattern cut = Pattern.compile("^ *///.*\\R *//(?!/)", Pattern.MULTILINE);

        assertThat("    /// too\n    // long\n").containsPattern(cut);
        assertThat(TREE.files(".java")).noneMatch(file -> cut.matcher(WorkTree.read(file)).find());
    }

    @Test
    void noTestIsSwitchedOff() {
        // In two parts, so as not to find itself.
        Pattern off = Pattern.compile("^\\s*@(Disabled|Ignore)" + "\\b", Pattern.MULTILINE);

        assertThat(TREE.files(".java")).noneMatch(file -> off.matcher(WorkTree.read(file)).find());
    }

    @Test
    void noFileNamesThePathsOfOneMachine() {
        Pattern machine =
                Pattern.compile(
                        "(?<![\\w.])/(home|Users)/[a-z]+/|/(root|work)/[a-z.]"
                                + "|/usr/lib/jvm/[a-z]+-|/tmp/[a-z]+/");

        assertThat(texts())
                .filteredOn(file -> machine.matcher(WorkTree.read(file)).find())
                .isEmpty();
    }

    private static List<Markdown> documents() {
        return TREE.files(".md").stream()
                .filter(file -> !TREE.nameOf(file).contains("/src/test/"))
                .map(Markdown::read)
                .toList();
    }

    /// Without the designs of what is still being built: they name things before they exist.
    private static List<Markdown> finished() {
        return documents().stream()
                .filter(document -> !document.prose().contains("Status: being built"))
                .toList();
    }

    private static boolean resolves(Markdown document, String link) {
        Path target = document.target(link);
        int hash = link.indexOf('#');
        return Files.exists(target)
                && (hash < 0 || Markdown.read(target).anchors().contains(link.substring(hash + 1)));
    }

    /// A path if it starts in one of our folders, or ends as a file does.
    private static boolean isOurPath(String code) {
        if (!PATH.matcher(code).matches() || (!code.contains("/") && !code.contains("."))) {
            return false;
        }
        String first = code.replaceFirst("/.*", "");
        String ending = code.substring(code.lastIndexOf('.') + 1);
        return (code.contains("/") && Files.isDirectory(TREE.root().resolve(first)))
                || (FILE_ENDINGS.contains(ending) && Character.isLetter(code.charAt(0)));
    }

    private static boolean exists(Markdown document, String code) {
        String path = code.replaceFirst("/?\\*+.*", "");
        return Files.exists(TREE.root().resolve(path))
                || Files.exists(document.file().resolveSibling(path))
                || (!path.contains("/")
                        && TREE.files(path).stream().anyMatch(file -> file.endsWith(path)));
    }

    private static Set<String> typesIn(Path file) {
        return Pattern.compile("\\b(?:class|record|enum|@?interface|message|service|rpc) (\\w+)")
                .matcher(WorkTree.read(file))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    /// What people write; test inputs can be anything.
    private static List<Path> texts() {
        return TREE
                .files(
                        ".java",
                        ".md",
                        ".yaml",
                        ".yml",
                        ".xml",
                        ".proto",
                        ".sh",
                        ".txt",
                        ".json",
                        ".properties",
                        "kiban",
                        "run")
                .stream()
                .filter(file -> !TREE.nameOf(file).contains("/src/test/golden/"))
                .toList();
    }

    /// The lines of a list kept beside these tests, without its comments.
    private static List<String> words(String list) {
        return WorkTree.read(TREE.root().resolve("app/src/test/resources/dev/kiban/house/" + list))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
