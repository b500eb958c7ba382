package dev.kiban.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a document has its reader do, in order.
///
/// - A block marked `console` holds commands after `$ `, each with the lines that it must show.
/// - A block with a file name after its language is a file to write.
/// - Blocks may be indented, as in a list of steps.
///
/// Everything else is for reading.
record Story(List<Step> steps) {
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^( *)```(\\w+)(?: (\\S+))?\\n(.*?)^\\1```$");

    sealed interface Step {}

    /// @param shows lines of its output, in order; `…` stands for anything
    record Command(String line, List<String> shows) implements Step {}

    record WriteFile(String name, String content) implements Step {}

    static Story of(String markdown) {
        List<Step> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(markdown);
        while (block.find()) {
            Optional<String> file = Optional.ofNullable(block.group(3));
            String content = block.group(4).replaceAll("(?m)^" + block.group(1), "");
            if (file.isPresent()) {
                steps.add(new WriteFile(file.get(), content));
            } else if (block.group(2).equals("console")) {
                steps.addAll(commands(content));
            }
        }
        return new Story(List.copyOf(steps));
    }

    private static List<Step> commands(String block) {
        List<Step> commands = new ArrayList<>();
        for (String part : block.replace("\\\n", "").split("(?m)^\\$ ", -1)) {
            List<String> lines = part.lines().toList();
            if (!part.isBlank()) {
                commands.add(
                        new Command(
                                lines.getFirst().replaceFirst(" +# .*", ""),
                                lines.stream().skip(1).filter(line -> !line.isBlank()).toList()));
            }
        }
        return commands;
    }
}
