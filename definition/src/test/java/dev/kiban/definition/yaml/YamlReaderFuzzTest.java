package dev.kiban.definition.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever the bytes are, reading ends in documents and problems, never in an exception.
class YamlReaderFuzzTest {
    private static final Path FILE = Path.of("fuzz.yaml");

    @Property(tries = 1_000)
    void anyBytes(@ForAll byte[] bytes) {
        check(bytes);
    }

    @Property(tries = 3_000)
    void anythingThatLooksLikeYaml(@ForAll("tokens") List<String> tokens) {
        check(String.join("", tokens).getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<List<String>> tokens() {
        return Arbitraries.of(
                        "a",
                        "b: ",
                        "- ",
                        "? ",
                        ": ",
                        "\n",
                        "\n  ",
                        "\n    ",
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        "'",
                        "\"",
                        "&a ",
                        "*a ",
                        "!t ",
                        "!!str ",
                        "<<: ",
                        "|",
                        ">",
                        ">-\n",
                        "#",
                        " ",
                        "\t",
                        "---\n",
                        "...\n",
                        "%YAML 1.2\n",
                        "%YAML 3.0\n",
                        "%TAG ! x\n",
                        "@",
                        "`",
                        "\\",
                        "\\x41",
                        "\\u12",
                        "~",
                        "é",
                        "漢",
                        "😀",
                        "\uFEFF",
                        "\u0085",
                        "\u2028",
                        "\r",
                        "\r\n",
                        "1",
                        "0x",
                        ".nan",
                        "\u0000")
                .list()
                .ofMaxSize(40);
    }

    private static void check(byte[] bytes) {
        FileProblems problems = new FileProblems(FILE);

        YamlFile file = YamlReader.read(FILE, bytes, problems);

        assertThat(file.whole() || !problems.toList().isEmpty()).isTrue();
        assertThat(problems.toList()).allMatch(YamlReaderFuzzTest::isInTheFile);
    }

    private static boolean isInTheFile(Problem problem) {
        return problem.at().file().equals(FILE) && problem.at().line() >= 1;
    }
}
