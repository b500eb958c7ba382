package dev.kiban.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documents say of this library is so. That their worker works is shown with all other
/// commands of the documents.
class DocumentsTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern PROGRAM =
            Pattern.compile("(?ms)^( *)```java (\\w+)\\.java\\n(.*?)^\\1```$");
    private static final Pattern METRIC = Pattern.compile("\\bkiban_worker_\\w+");

    @TempDir private Path classes;

    @ParameterizedTest
    @MethodSource("programs")
    void aProgramThatIsShownCanBeCompiled(Program program) {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        boolean compiled =
                ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                null,
                                null,
                                diagnostics,
                                List.of("-d", classes.toString(), "-proc:none"),
                                null,
                                List.of(program))
                        .call();

        assertThat(compiled).as("%s", diagnostics.getDiagnostics()).isTrue();
    }

    @Test
    void allProgramsAreFound() throws Exception {
        assertThat(programs())
                .extracting(Program::getName)
                .containsExactly(
                        "/MailWorker.java",
                        "/RabbitMailWorker.java",
                        "/SchedulerMailWorker.java",
                        "/SeenWorker.java");
    }

    @Test
    void theReferenceListsEveryMetric() throws Exception {
        WorkerReport report = new Tally(Instant.EPOCH).report(Instant.EPOCH);

        assertThat(metrics(Files.readString(DOCS.resolve("reference/worker.md"))))
                .containsExactlyElementsOf(metrics(report.prometheus()));
    }

    private static List<String> metrics(String text) {
        return METRIC.matcher(text).results().map(found -> found.group()).distinct().toList();
    }

    static List<Program> programs() throws Exception {
        String text = Files.readString(DOCS.resolve("how-to/write-a-worker.md"));
        return PROGRAM.matcher(text).results().map(Program::of).toList();
    }

    static final class Program extends SimpleJavaFileObject {
        private final String text;

        private Program(String name, String text) {
            super(URI.create("string:///%s.java".formatted(name)), Kind.SOURCE);
            this.text = text;
        }

        static Program of(MatchResult block) {
            return new Program(block.group(2), block.group(3));
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
