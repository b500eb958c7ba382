package dev.kiban.definition.load;

import dev.kiban.definition.LocalProcess;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A service's `local`.
final class LocalSection {
    private static final TextShape<String> WORD =
            TextShape.of(
                    "a word of the command",
                    TextRule.matching("[\\s\\S]+").upTo(TextRule.PARAGRAPHS));
    private static final Field<List<String>> COMMAND =
            Field.required(
                            "command",
                            ListShape.of(WORD).notEmpty(),
                            "The program and its arguments, one word each; no shell reads them")
                    .example("[java, -jar, target/flea-market.jar, item]");
    private static final Field<Optional<Path>> DIRECTORY =
            Field.optional(
                            "directory",
                            Texts.FOLDER,
                            "Where the command is started, relative to this file; without it, this file's folder")
                    .example("..");

    private static final Field<List<String>> TRAFFIC =
            Field.withDefault(
                            "traffic",
                            ListShape.of(WORD),
                            "[]",
                            "What `kiban up --traffic` starts beside the service to send requests to it: program and arguments, with `{gateway}` for the gateway's URL")
                    .example(
                            "[java, -jar, target/flea-market.jar, traffic, --gateway, \"{gateway}\"]");
    private static final Field<List<String>> SUGGESTIONS =
            Field.withDefault(
                            "try",
                            ListShape.of(Texts.LINE),
                            "[]",
                            "Requests that `kiban up` suggests: what to give curl, with a path for the URL")
                    .example("[/v1/items/m1, -N /v1/items:watch]");

    static final ObjectShape<LocalProcess> SHAPE =
            ObjectShape.named("LocalProcess", "How a service is started on a laptop")
                    .fields(COMMAND, DIRECTORY, TRAFFIC, SUGGESTIONS)
                    .build(LocalSection::build);

    private LocalSection() {}

    private static LocalProcess build(Values v) {
        return new LocalProcess(
                v.get(COMMAND),
                v.get(DIRECTORY).orElseGet(v::folder),
                v.get(TRAFFIC),
                v.get(SUGGESTIONS),
                v.at());
    }
}
