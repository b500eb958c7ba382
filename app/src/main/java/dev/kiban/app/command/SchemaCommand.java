package dev.kiban.app.command;

import dev.kiban.app.terminal.Terminal;
import dev.kiban.app.terminal.Unwritten;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.load.DefinitionSchema;
import dev.kiban.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `kiban schema`: the JSON Schema of definitions, for editors.
@Command(
        name = "schema",
        description = "Print the JSON Schema of definitions, for editors and other tools.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  kiban schema -o kiban-v1.json",
            "  kiban schema --kind Service",
            "",
            "An editor with a YAML language server takes it from the first line of a file:",
            "  # yaml-language-server: $schema=kiban-v1.json"
        })
final class SchemaCommand implements Callable<Integer> {
    private static final int NOT_WRITTEN = 1;

    private final Terminal terminal;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            converter = KnownKind.class,
            description = "Only documents of this kind: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Kinds.class)
    private Optional<String> kind = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to a file instead of standard output.")
    private Optional<Path> output = Optional.empty();

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Json schema = kind.map(DefinitionSchema::of).orElseGet(DefinitionSchema::all);
        return output.map(file -> write(schema, file)).orElseGet(() -> print(schema));
    }

    private int print(Json schema) {
        terminal.out().print(schema.print());
        terminal.out().flush();
        return 0;
    }

    private int write(Json schema, Path file) {
        try {
            Files.writeString(file, schema.print());
            return 0;
        } catch (IOException e) {
            terminal.err().println("cannot write %s: %s".formatted(file, Unwritten.why(e)));
            return NOT_WRITTEN;
        }
    }

    /// Takes only kinds that there are.
    private static final class KnownKind implements ITypeConverter<String> {
        @Override
        public String convert(String word) {
            if (!DefinitionSchema.kinds().contains(word)) {
                Misfit misfit = new Misfit(word, DefinitionSchema.kinds());
                throw new TypeConversionException(
                        "there is no kind '%s'%s (allowed: %s)"
                                .formatted(
                                        word, misfit.hint(), String.join(", ", misfit.allowed())));
            }
            return word;
        }
    }

    /// The kinds that help and completion name.
    private static final class Kinds extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        private Kinds() {
            super(DefinitionSchema.kinds());
        }
    }
}
