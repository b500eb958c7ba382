package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kiban.transcode.http.RouteTable.BadPath;
import dev.kiban.transcode.http.RouteTable.Conflict;
import dev.kiban.transcode.http.RouteTable.Found;
import dev.kiban.transcode.http.RouteTable.Lookup;
import dev.kiban.transcode.http.RouteTable.NotFound;
import dev.kiban.transcode.http.RouteTable.WrongMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    /// The routes of the shared cases; the target of each is its text.
    private static final RouteTable<String> TABLE =
            table(
                    "GET /a/{x}/c",
                    "GET /m/{x=p/*/q/*}/c",
                    "GET /d/{x=**}",
                    "GET /d/{x=**}:verb",
                    "GET /v2/{x=shelves/*}/books:search",
                    "GET /c/f/d/e",
                    "GET /c/*/d/e",
                    "GET /c/*/d/**",
                    "GET /r/{a=first/*}/{b.x=second/*}/flag/{on}:pick",
                    "GET /r/{b.x=first/*}/{a=second/*}/flag/{on}:childpick",
                    "GET /shelves/{shelf}",
                    "OPTIONS /shelves/{shelf}",
                    "DELETE /shelves/{shelf}",
                    "POST /shelves/{shelf}:move",
                    "* /any/{x}",
                    "GET /any/{x}",
                    "GET /per%63ent%20literal",
                    "GET /");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/a/p%20q%2Fr+/c; /a/{x}/c; p q/r+",
                "/m/p/a%2Fb/q/c%20d%3a/c; /m/{x=p/*/q/*}/c; p/a%2Fb/q/c d:",
                "/d/eat/bones; /d/{x=**}; eat/bones",
                "/d; /d/{x=**}; ''",
                "/d/; /d/{x=**}; ''",
                "/d//a/; /d/{x=**}; /a/",
                "/d/a:verb; /d/{x=**}:verb; a",
                "/d/a/b:verb; /d/{x=**}:verb; a/b",
                "/d:verb; /d/{x=**}:verb; ''",
                "/d/a:other; /d/{x=**}; a:other",
                "/d/a:verb/b; /d/{x=**}; a:verb/b",
                "/d/a:move; /d/{x=**}; a:move",
                "/d/a:verb:verb; /d/{x=**}:verb; a:verb",
                "/v2/shelves/1/books:search; /v2/{x=shelves/*}/books:search; shelves/1",
                "/shelves/urn:li:1; /shelves/{shelf}; urn:li:1",
                "/any/x; /any/{x}; x"
            })
    void findsTheRouteAndTheTextOfItsVariable(String path, String template, String value) {
        Found<String> found = found("GET", path);

        assertThat(found.target()).isEqualTo("GET " + template);
        assertThat(found.match().value(0)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "/c/f/d/e, /c/f/d/e",
        "/c/x/d/e, /c/*/d/e",
        "/c/x/d/f, /c/*/d/**",
        "/c/f/d/f, /c/*/d/**",
        "/c/f/d, /c/*/d/**",
        "/percent%20%6citeral, /per%63ent%20literal",
        "/, /"
    })
    void prefersTheMostExactTemplateFromLeftToRight(String path, String template) {
        assertThat(found("GET", path).target()).isEqualTo("GET " + template);
    }

    @Test
    void eachBindingHasVariablesOfItsOwn() {
        Found<String> found = found("GET", "/r/first/hello/second/greetings/flag/true:childpick");

        assertThat(found.match().template().variables())
                .extracting(PathTemplate.Variable::fieldPath)
                .containsExactly("b.x", "a", "on");
        assertThat(values(found)).containsExactly("first/hello", "second/greetings", "true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/a//c",
                "/a/x/c/",
                "//",
                "/shelves",
                "/shelves/1/2",
                "/r/first/hello/second/greetings/flag/true",
                "/v2/shelves/1/books"
            })
    void doesNotFindWhatNoTemplateTakes(String path) {
        assertThat(TABLE.lookup("GET", path)).isEqualTo(new NotFound<>());
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /shelves/1, 'DELETE,GET,HEAD,OPTIONS'",
        "PATCH, /shelves/1:move, POST",
        "GET, /shelves/1:move, POST",
        "POST, /d/x:verb, 'GET,HEAD'",
        "POST, /, 'GET,HEAD'"
    })
    void aKnownPathWithAnotherMethodTellsWhatIsAllowed(String method, String path, String allow) {
        assertThat(TABLE.lookup(method, path))
                .isEqualTo(new WrongMethod<>(Set.of(allow.split(","))));
    }

    @Test
    void aMethodComesBeforeAnyMethod() {
        assertThat(found("GET", "/any/1").target()).isEqualTo("GET /any/{x}");
        assertThat(found("BREW", "/any/1").target()).isEqualTo("* /any/{x}");
    }

    @Test
    void headFallsBackToGet() {
        RouteTable<String> table = table("GET /x", "GET /y", "HEAD /y");

        assertThat(table.lookup("HEAD", "/x")).extracting("target").isEqualTo("GET /x");
        assertThat(table.lookup("HEAD", "/y")).extracting("target").isEqualTo("HEAD /y");
    }

    @Test
    void aLessExactTemplateTakesTheMethodThatTheExactOneLacks() {
        RouteTable<String> table = table("POST /a/b", "GET /a/{x}");

        assertThat(table.lookup("GET", "/a/b")).extracting("target").isEqualTo("GET /a/{x}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', must start with '/'",
        "a/b, must start with '/'",
        "*, must start with '/'",
        "/a/%, broken percent-escape",
        "/a/%4/c, broken percent-escape",
        "/a/%zz/c, broken percent-escape",
        "/a/%ff/c, not UTF-8",
        "/a/%C3/%A9, not UTF-8",
        "/a/%00/c, encoded NUL",
        "/a/é/c, must be percent-encoded at index 3",
        "'/a/ /c', must be percent-encoded at index 3",
        "/a/x?y, must be percent-encoded at index 4",
        "/a/../c, '.' or '..' segment at index 3",
        "/a/., '.' or '..' segment at index 3",
        "/a/..;x=y/c, '.' or '..' segment at index 3",
        "/a/%2E%2e/c, encoded '.' or '..' segment",
        "/a/.%2e, encoded '.' or '..' segment",
        "/a/x%2F..%2Fc, encoded '.' or '..' segment",
        "/a/..%5Cc, encoded '.' or '..' segment",
        "/a/%2e%2e%3bx, encoded '.' or '..' segment"
    })
    void refusesAPathThatServersReadDifferently(String path, String why) {
        assertThat(TABLE.lookup("GET", path))
                .isInstanceOfSatisfying(BadPath.class, bad -> assertThat(bad.why()).contains(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/.x/c",
                "/a/x./c",
                "/a/.../c",
                "/a/%2Ex/c",
                "/a/x;../c",
                "/a/x%2F...%2Fy/c"
            })
    void dotsWithinASegmentAreFine(String path) {
        assertThat(TABLE.lookup("GET", path)).isInstanceOf(Found.class);
    }

    @Test
    void aPathOf4000SlashesNeedsNoStack() {
        String path = "/d" + "/".repeat(4000) + "z";

        assertThat(found("GET", path).match().value(0)).isEqualTo("/".repeat(3999) + "z");
    }

    @Test
    void backtracksOverEachNodeOnce() {
        List<String> routes = new ArrayList<>();
        for (int bits = 0; bits < 1 << 8; bits++) {
            StringBuilder route = new StringBuilder("GET ");
            for (int i = 0; i < 8; i++) {
                route.append((bits >> i & 1) == 0 ? "/a" : "/*");
            }
            routes.add(route + "/end");
        }
        RouteTable<String> table = table(routes.toArray(String[]::new));

        assertThat(table.lookup("GET", "/a".repeat(8) + "/no")).isEqualTo(new NotFound<>());
        assertThat(table.lookup("GET", "/a/b/a/b/a/b/a/b/end"))
                .extracting("target")
                .isEqualTo("GET /a/*/a/*/a/*/a/*/end");
    }

    @Test
    void twoRoutesOfOneMethodAndShapeAreAConflictThatNamesBoth() {
        RouteTableBuilder<String> builder =
                RouteTable.<String>builder()
                        .add("GET", PathTemplate.parse("/a/{x}"), "item")
                        .add("POST", PathTemplate.parse("/a/{x}"), "item")
                        .add("GET", PathTemplate.parse("/a/{x}:v"), "item")
                        .add("GET", PathTemplate.parse("/a/{y=*}"), "shop");

        assertThat(builder.conflicts())
                .containsExactly(new Conflict<>("GET", "/a/*", List.of("item", "shop")));
        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessageContaining("[item, shop]");
    }

    private static RouteTable<String> table(String... routes) {
        RouteTableBuilder<String> builder = RouteTable.builder();
        for (String route : routes) {
            int space = route.indexOf(' ');
            builder.add(
                    route.substring(0, space),
                    PathTemplate.parse(route.substring(space + 1)),
                    route);
        }
        return builder.build();
    }

    private static Found<String> found(String method, String path) {
        Lookup<String> lookup = TABLE.lookup(method, path);
        assertThat(lookup).isInstanceOf(Found.class);
        return (Found<String>) lookup;
    }

    private static List<String> values(Found<String> found) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < found.match().template().variables().size(); i++) {
            values.add(found.match().value(i));
        }
        return values;
    }
}
