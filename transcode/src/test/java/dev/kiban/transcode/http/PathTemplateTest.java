package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiban.transcode.http.PathTemplate.Segment;
import dev.kiban.transcode.http.PathTemplate.Variable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {

    @Test
    void keepsVariablesApartFromTheSegmentsThatTheySpan() {
        PathTemplate template = PathTemplate.parse("/v1/{a.b=x/*/y/**}:go");

        assertThat(template.segments())
                .containsExactly(
                        new Segment.Literal("v1"),
                        new Segment.Literal("x"),
                        new Segment.One(),
                        new Segment.Literal("y"),
                        new Segment.Rest());
        assertThat(template.variables()).containsExactly(new Variable("a.b", 1, 4));
        assertThat(template.verb()).contains("go");
    }

    @Test
    void aBareVariableMatchesOneSegment() {
        assertThat(PathTemplate.parse("/a/{x}")).isEqualTo(PathTemplate.parse("/a/{x=*}"));
    }

    @Test
    void theRootHasNoSegments() {
        assertThat(PathTemplate.parse("/"))
                .isEqualTo(new PathTemplate(List.of(), Optional.empty(), List.of()));
    }

    @Test
    void literalsAndVerbsAreDecoded() {
        PathTemplate template = PathTemplate.parse("/a%20b%2Fc:caf%C3%A9");

        assertThat(template.segments()).containsExactly(new Segment.Literal("a b/c"));
        assertThat(template.verb()).contains("café");
    }

    @ParameterizedTest
    @CsvSource({
        "/{x}, false",
        "/{x=*}, false",
        "/{x=a}, false",
        "/{x=**}, true",
        "/{x=a/*}, true",
        "/{x=a/**}, true"
    })
    void knowsWhichVariablesSpanSegments(String text, boolean spans) {
        PathTemplate template = PathTemplate.parse(text);

        assertThat(template.spansSegments(template.variables().getFirst())).isEqualTo(spans);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/{x}, /a/{y}, true",
        "/a/{x=*/b}, /a/*/b, true",
        "/a/{x=**}, /a/**, true",
        "/a/%62, /a/b, true",
        "/a/{x}, /a/{x}:v, false",
        "/a/{x}, /a/x, false",
        "/a/*, /a/**, false"
    })
    void theShapeIsBlindToVariables(String one, String other, boolean same) {
        String shape = PathTemplate.parse(one).shape();

        assertThat(shape.equals(PathTemplate.parse(other).shape())).isEqualTo(same);
    }

    /// The templates of the shared case `tmpl-bad`, and more; position and reason of each.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; 1; must start with '/'",
                "//; 2; expected a segment",
                "/{}; 3; expected a field name",
                "/a/; 4; expected a segment",
                "/a//b; 4; expected a segment",
                ":verb; 1; must start with '/'",
                "/:verb; 2; expected a segment",
                "/a/{; 5; expected a field name",
                "/a/{var; 8; variable 'var' is not closed",
                "/a{x}; 3; unexpected '{' in a literal",
                "/{x}a; 5; expected '/', ':' or the end, found 'a'",
                "/a/{x}b; 7; expected '/', ':' or the end, found 'b'",
                "/{x}a{y}; 5; expected '/', ':' or the end, found 'a'",
                "/a/{x=var:verb}; 10; unexpected ':' in variable 'x'",
                "/{1}; 3; expected a field name",
                "/{field-}; 8; unexpected '-' in variable 'field'",
                "/foo/bar?abc=def; 9; unexpected '?' in a literal",
                "/foo/bar*; 9; unexpected '*' in a literal",
                "/a/***; 6; expected '/', ':' or the end, found '*'",
                "/a/**/**; 7; '**' must be the last segment",
                "/a/**/*; 7; '**' must be the last segment",
                "/a/**/b; 7; '**' must be the last segment",
                "/a/{x=**}/b; 11; '**' must be the last segment",
                "/{a={b}/{c}}; 5; a variable must not contain another variable",
                "/{a=}; 5; expected a segment",
                "/{a.}; 5; expected a field name",
                "/{a}/{a}; 6; variable 'a' is used twice",
                "/a:b:c; 5; unexpected ':' after the verb",
                "/a:b/c; 5; unexpected '/' after the verb",
                "/a:; 4; expected a verb",
                "/a%2; 2; broken percent-encoding",
                "/a%ff; 2; broken percent-encoding",
                "/a%00; 2; broken percent-encoding",
                "/a}; 3; expected '/', ':' or the end, found '}'",
                "/a/../b; 4; no request can have a '..' segment",
                "/a b; 3; unexpected ' ' in a literal"
            })
    void refusesABadTemplateWithThePlaceAndTheReason(String text, int character, String reason) {
        assertThatExceptionOfType(TemplateFault.class)
                .isThrownBy(() -> PathTemplate.parse(text))
                .withMessageContaining("path template '" + text + "'")
                .withMessageContaining(reason)
                .withMessageEndingWith(" at character " + character)
                .satisfies(fault -> assertThat(fault.position()).isEqualTo(character - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/b", "/*/**:v", "/v1/{name=shelves/*}/books", "/{x}/{y=**}", "/"})
    void printsWhatItParsed(String text) {
        assertThat(PathTemplate.parse(text)).hasToString(text);
    }

    @Test
    void hasLimits() {
        assertThatExceptionOfType(TemplateFault.class)
                .isThrownBy(() -> PathTemplate.parse("/a".repeat(PathTemplate.MAX_SEGMENTS + 1)))
                .withMessageContaining("more than 64 segments");
        assertThatExceptionOfType(TemplateFault.class)
                .isThrownBy(() -> PathTemplate.parse("/" + "a".repeat(PathTemplate.MAX_LENGTH)))
                .withMessageContaining("more than 2048 characters");
    }

    @Property
    void whatItPrintsParsesToItself(@ForAll("templates") String text) {
        PathTemplate template = PathTemplate.parse(text);

        assertThat(PathTemplate.parse(template.toString())).isEqualTo(template);
        assertThat(PathTemplate.parse(template.shape()).segments()).isEqualTo(template.segments());
    }

    @Property
    void refusesGarbageWithATemplateFaultAndNothingElse(@ForAll("garbage") String text) {
        try {
            PathTemplate.parse(text);
        } catch (TemplateFault fault) {
            assertThat(fault.position()).isBetween(0, text.length());
        }
    }

    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.strings().withChars("/{}*:.=%ax0 é\0").ofMaxLength(24);
    }

    @Provide
    Arbitrary<String> templates() {
        return TemplateArbitraries.templates();
    }

    /// Templates of all kinds, as text; also for the tests of the route table.
    static final class TemplateArbitraries {
        private static final Arbitrary<String> PLAIN =
                Arbitraries.of("a", "b", "c", "%61", "a%2Fb", "x.y", "é", "1+1", "*");

        private TemplateArbitraries() {}

        static Arbitrary<String> templates() {
            Arbitrary<List<String>> steps = segments().list().ofMinSize(1).ofMaxSize(4);
            Arbitrary<String> last = Arbitraries.of("", "/**", "/{r=**}", "/{r=a/**}");
            Arbitrary<String> verb = Arbitraries.of("", "", ":v", ":w", ":a");
            return net.jqwik.api.Combinators.combine(steps, last, verb)
                    .as((all, end, name) -> numbered(all) + end + name);
        }

        private static Arbitrary<String> segments() {
            Arbitrary<String> variable =
                    PLAIN.list()
                            .ofMinSize(1)
                            .ofMaxSize(3)
                            .map(spanned -> "{#=" + String.join("/", spanned) + "}");
            return Arbitraries.oneOf(PLAIN, PLAIN, Arbitraries.just("{#}"), variable);
        }

        /// Gives each variable a name of its own.
        private static String numbered(List<String> segments) {
            return java.util.stream.IntStream.range(0, segments.size())
                    .mapToObj(i -> "/" + segments.get(i).replace("#", "v" + i + ".f"))
                    .collect(Collectors.joining());
        }
    }
}
