package dev.kiban.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares what a document promises with what a program shows: each promised line must come, in
/// order, whatever comes in between. White space is all the same, and `…` stands for anything.
final class Showing {
    private final List<Pattern> promised;

    Showing(List<String> promised) {
        this.promised = promised.stream().map(Showing::pattern).toList();
    }

    /// The promised lines that have not come.
    List<String> missing(List<String> shown) {
        List<String> missing = new ArrayList<>();
        int from = 0;
        for (Pattern line : promised) {
            int at = indexOf(line, shown, from);
            if (at < 0) {
                missing.add(line.pattern());
            } else {
                from = at + 1;
            }
        }
        return missing;
    }

    private static int indexOf(Pattern line, List<String> shown, int from) {
        for (int i = from; i < shown.size(); i++) {
            if (line.matcher(squeeze(shown.get(i))).matches()) {
                return i;
            }
        }
        return -1;
    }

    private static Pattern pattern(String line) {
        return Pattern.compile(
                Stream.of(squeeze(line).split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")));
    }

    private static String squeeze(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }
}
