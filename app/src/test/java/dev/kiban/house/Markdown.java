package dev.kiban.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One .md file: its links, its headings, and the words that it sets in code font.
///
/// @param prose the text without code blocks
record Markdown(Path file, String prose) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)(?: \"[^\"]*\")?\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

    static Markdown read(Path file) {
        return new Markdown(file, BLOCK.matcher(WorkTree.read(file)).replaceAll(""));
    }

    List<String> links() {
        return find(LINK, CODE.matcher(prose).replaceAll(""));
    }

    List<String> code() {
        return find(CODE, prose);
    }

    /// The names by which links reach its headings, as GitHub makes them.
    List<String> anchors() {
        return find(HEADING, prose).stream()
                .map(
                        heading ->
                                heading.toLowerCase(Locale.ROOT)
                                        .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                                        .strip()
                                        .replace(' ', '-'))
                .toList();
    }

    /// Where a link leads to. Relative ones start at the file.
    Path target(String link) {
        String path = link.replaceFirst("#.*", "");
        return path.isEmpty() ? file : file.resolveSibling(path).normalize();
    }

    private static List<String> find(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
