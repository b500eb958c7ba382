package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.transcode.http.PathTemplate.Segment;
import dev.kiban.transcode.http.PathTemplate.Variable;
import dev.kiban.transcode.http.PathTemplateTest.TemplateArbitraries;
import dev.kiban.transcode.http.RouteTable.BadPath;
import dev.kiban.transcode.http.RouteTable.Found;
import dev.kiban.transcode.http.RouteTable.Lookup;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/// The trie against the plainest matcher that there is: try every template, sort by exactness.
class RouteTablePropertyTest {

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void findsWhatTryingEveryTemplateFinds(
            @ForAll("routes") List<PathTemplate> templates, @ForAll("paths") String path) {
        RouteTableBuilder<PathTemplate> builder = RouteTable.builder();
        templates.forEach(template -> builder.add("GET", template, template));
        List<PathTemplate> distinct = firstOfEachShape(templates);
        RouteTableBuilder<PathTemplate> clean = RouteTable.builder();
        distinct.forEach(template -> clean.add("GET", template, template));

        assertThat(builder.conflicts()).hasSize(templates.size() - distinct.size());
        Lookup<PathTemplate> lookup = clean.build().lookup("GET", path);
        Optional<PathTemplate> expected = naive(distinct, path);

        Statistics.label("found")
                .collect(expected.isPresent())
                .coverage(seen -> seen.check(true).percentage(part -> part > 20));
        assertThat(
                        lookup instanceof Found<PathTemplate>(PathTemplate target, _)
                                ? Optional.of(target)
                                : Optional.empty())
                .isEqualTo(expected);
        if (lookup instanceof Found<PathTemplate>(PathTemplate target, PathMatch match)) {
            assertThat(values(match)).isEqualTo(naiveValues(target, path));
        }
    }

    @Property
    void neverThrowsWhateverThePath(@ForAll("hostilePaths") String path) {
        RouteTable<String> table =
                RouteTable.<String>builder()
                        .add("GET", PathTemplate.parse("/a/{x}/{y=**}:v"), "a")
                        .add("*", PathTemplate.parse("/{z=b/**}"), "b")
                        .build();

        Lookup<String> lookup = table.lookup("GET", path);

        if (lookup instanceof Found<String>(_, PathMatch match)) {
            assertThat(values(match)).doesNotContainNull();
        }
        if (path.indexOf('\0') >= 0 || path.contains("%00") || path.contains("/../")) {
            assertThat(lookup).isInstanceOf(BadPath.class);
        }
    }

    private static List<PathTemplate> firstOfEachShape(List<PathTemplate> templates) {
        return templates.stream()
                .collect(Collectors.toMap(PathTemplate::shape, t -> t, (a, _) -> a))
                .values()
                .stream()
                .toList();
    }

    private static Optional<PathTemplate> naive(List<PathTemplate> templates, String path) {
        List<PathTemplate> matching =
                templates.stream().filter(template -> matches(template, path)).toList();
        boolean byVerb = matching.stream().anyMatch(template -> template.verb().isPresent());
        return matching.stream()
                .filter(template -> template.verb().isPresent() == byVerb)
                .min(Comparator.comparing(RouteTablePropertyTest::exactness));
    }

    /// Orders a literal before `*` before the end before `**`, from left to right.
    private static String exactness(PathTemplate template) {
        return template.segments().stream()
                        .map(
                                segment ->
                                        switch (segment) {
                                            case Segment.Literal _ -> "1";
                                            case Segment.One() -> "2";
                                            case Segment.Rest() -> "3";
                                        })
                        .collect(Collectors.joining())
                + (template.segments().getLast() instanceof Segment.Rest ? "" : "0");
    }

    private static boolean matches(PathTemplate template, String path) {
        String withoutVerb = path;
        if (template.verb().isPresent()) {
            String ending = ":" + template.verb().get();
            if (!path.endsWith(ending)) {
                return false;
            }
            withoutVerb = path.substring(0, path.length() - ending.length());
        }
        List<String> parts = parts(withoutVerb);
        List<Segment> segments = template.segments();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i) instanceof Segment.Rest) {
                return true;
            }
            if (i >= parts.size() || !matches(segments.get(i), parts.get(i))) {
                return false;
            }
        }
        return parts.size() == segments.size();
    }

    private static boolean matches(Segment segment, String part) {
        return switch (segment) {
            case Segment.Literal(String text) -> text.equals(decode(part));
            case Segment.One() -> !part.isEmpty();
            case Segment.Rest() -> true;
        };
    }

    private static List<String> parts(String path) {
        return path.length() <= 1 ? List.of() : Arrays.asList(path.substring(1).split("/", -1));
    }

    private static List<String> naiveValues(PathTemplate template, String path) {
        String withoutVerb =
                template.verb()
                        .map(verb -> path.substring(0, path.length() - verb.length() - 1))
                        .orElse(path);
        List<String> parts = parts(withoutVerb);
        return template.variables().stream()
                .map(
                        variable -> {
                            String raw = String.join("/", span(template, variable, parts));
                            return template.spansSegments(variable)
                                    ? decode(raw.replace("%2F", "%252F"))
                                    : decode(raw);
                        })
                .toList();
    }

    private static List<String> span(PathTemplate template, Variable variable, List<String> parts) {
        int last = variable.first() + variable.count();
        int to = last == template.segments().size() ? parts.size() : last;
        return parts.subList(variable.first(), to);
    }

    private static List<String> values(PathMatch match) {
        return java.util.stream.IntStream.range(0, match.template().variables().size())
                .mapToObj(match::value)
                .toList();
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<PathTemplate>> routes() {
        return TemplateArbitraries.templates()
                .map(PathTemplate::parse)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> segment =
                Arbitraries.of("a", "a", "b", "c", "%62", "a%2Fb", "x.y", "%C3%A9", "1+1", "");
        Arbitrary<String> verb = Arbitraries.of("", "", ":v", ":w", ":a", ":no");
        return segment.list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(segments -> "/" + String.join("/", segments))
                .flatMap(path -> verb.map(name -> path + name));
    }

    @Provide
    Arbitrary<String> hostilePaths() {
        return Arbitraries.strings().withChars("/ab.%20:vFcé\0 ").ofMaxLength(30).map(s -> "/" + s);
    }
}
