package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiban.transcode.JsonOptions;
import dev.kiban.transcode.Limits;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.http.BindingOptions.UnknownQuery;
import dev.kiban.transcode.http.BindingOptions.UpdateMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    private static final HttpRule BY_ID = HttpRule.of("GET", "/v1/{id}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i32=-5&u32=4294967295&i64=-9223372036854775808&u64=18446744073709551615"
                        + " | {\"i32\":-5,\"i64\":\"-9223372036854775808\",\"u32\":4294967295,\"u64\":\"18446744073709551615\"}",
                "flag=true&bw=false | {\"flag\":true,\"bw\":false}",
                "d=1.5e3&f=-Infinity | {\"d\":1500.0,\"f\":\"-Infinity\"}",
                "color=RED&colors=2&colors=GREEN | {\"color\":\"RED\",\"colors\":[\"GREEN\",\"GREEN\"]}",
                "color=77 | {\"color\":77}",
                "data=-_-_ | {\"data\":\"+/+/\"}",
                "data=%2B/%2B/ | {\"data\":\"+/+/\"}",
                "ts=2024-02-29T12:00:00.5Z | {\"ts\":\"2024-02-29T12:00:00.500Z\"}",
                "ts=2024-02-29T12:00:00%2B01:00 | {\"ts\":\"2024-02-29T11:00:00Z\"}",
                "dur=-1.5s | {\"dur\":\"-1.500s\"}",
                "mask=name,pageSize,child.i32 | {\"mask\":\"name,pageSize,child.i32\"}",
                "i64w=-1&sw= | {\"i64w\":\"-1\",\"sw\":\"\"}",
                "child.child.name=x&child.page_size=3 | {\"child\":{\"pageSize\":3,\"child\":{\"name\":\"x\"}}}",
                "names=a,b&names=&names=c | {\"names\":[\"a,b\",\"\",\"c\"]}",
                "labels[k]=v&labels[a.b]=&labels[]=e | {\"labels\":{\"k\":\"v\",\"a.b\":\"\",\"\":\"e\"}}",
                "child.labels%5Bx%5D=1 | {\"child\":{\"labels\":{\"x\":\"1\"}}}",
                "name=a+b%2Bc%26d%3De=f | {\"name\":\"a b+c&d=e=f\"}",
                "&&name=x&& | {\"name\":\"x\"}",
                "name&note= | {\"note\":\"\"}",
                "na%6De=x | {\"name\":\"x\"}",
                "name=%F0%9F%98%80 | {\"name\":\"😀\"}"
            })
    void setsFieldsOfEveryKind(String query, String message) {
        assertThat(TestApi.json(all(), TestApi.wire(all(), message)))
                .isEqualTo(params(query, BindingOptions.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i32=2147483648 | i32: '2147483648' is not an int32",
                "i32=1x | i32: '1x' is not an int32",
                "i32= | i32: '' is not an int32",
                "u32=-1 | u32: '-1' is not a uint32",
                "flag=notabool | flag: 'notabool' is not",
                "flag=1 | flag: '1' is not",
                "flag | flag: ",
                "flag=true%20 | flag: ",
                "bw=%22true%22 | bw: ",
                "color=MAUVE | color: 'MAUVE' is not a value of gwcases.v1.All.Color",
                "color=red | color: 'red' is not a value",
                "data=%25 | data: ",
                "ts=yesterday | ts: 'yesterday'",
                "ts=2024-02-29T12:00:00+01:00 | ts: '2024-02-29T12:00:00 01:00'",
                "dur=1 | dur: '1'",
                "child.i32=x | child.i32: 'x' is not an int32",
                "labels[k | query parameter 'labels[k': no field 'labels[k' in gwcases.v1.All",
                "labels=v | query parameter 'labels': 'labels' is a map: write labels[key]=value",
                "name[k]=v | query parameter 'name[k]': 'name' is no map and takes no [key]",
                "[k]=v | query parameter '[k]': no field '' in gwcases.v1.All",
                "labels[a]=1&labels[a]=1 | labels: the key 'a' comes twice",
                "i32=1&i32=1 | i32: the parameter comes twice",
                "page_size=1&pageSize=1 | page_size: the parameter comes twice",
                "child.name=1&child.name=1 | child.name: the parameter comes twice",
                "child=x | query parameter 'child': field 'child' is a message, which a URL cannot hold",
                "extra=x | query parameter 'extra': field 'extra' is a message",
                "extra.fields=x | query parameter 'extra.fields': field 'extra' is a google.protobuf.Struct",
                "ts.seconds=1 | query parameter 'ts.seconds': field 'ts' is a google.protobuf.Timestamp",
                "name.x=1 | query parameter 'name.x': field 'name' is not a message and has no fields",
                "nope=1 | query parameter 'nope': no field 'nope' in gwcases.v1.All",
                "child.nope=1 | query parameter 'child.nope': no field 'nope' in gwcases.v1.All",
                "=1 | query parameter '': no field '' in gwcases.v1.All",
                "name=%zz | the query has a broken percent-escape",
                "name=%ff | the query has a broken percent-escape, or one that is not UTF-8",
                "%=x | the query has a broken percent-escape"
            })
    void refusesWhatDoesNotFitAndNamesTheParameter(String query, String why) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> params(query, BindingOptions.DEFAULT))
                .withMessageContaining(why)
                .matches(refusal -> refusal.kind() == Refusal.Kind.INVALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "note.id=n&note.tags=a&note.tags=b | {\"id\":\"x\",\"note\":{\"id\":\"n\",\"tags\":[\"a\",\"b\"]}}",
                "boxed.text=t&boxed.counts[k]=-3 | {\"id\":\"x\",\"boxed\":{\"text\":\"t\",\"counts\":{\"k\":-3}}}",
                "note.boxed.counts[k]=1&note.boxed.counts[l]=2 | {\"id\":\"x\",\"note\":{\"boxed\":{\"counts\":{\"k\":1,\"l\":2}}}}",
                "delays[-7]=1.5s | {\"id\":\"x\",\"delays\":{\"-7\":\"1.500s\"}}",
                "waits=1s&waits=2s | {\"id\":\"x\",\"waits\":[\"1s\",\"2s\"]}",
                "note.written=2024-01-01T00:00:00Z&note.title=T | {\"id\":\"x\",\"note\":{\"written\":\"2024-01-01T00:00:00Z\",\"title\":\"T\"}}"
            })
    void reachesIntoMessagesGroupsListsAndMaps(String query, String message) {
        var envelope = TestApi.SCHEMA.message("kiban.test.Envelope").orElseThrow().descriptor();

        String request =
                TestApi.request("kiban.test.Shapes/Put", BY_ID, "/v1/x?" + query, TestApi.absent());

        assertThat(request).isEqualTo(TestApi.json(envelope, TestApi.wire(envelope, message)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notes[k]=v | query parameter 'notes[k]': field 'notes' is a map of messages",
                "notes.k.id=v | query parameter 'notes.k.id': field 'notes' holds many values",
                "delays[x]=1s | 'x' is not an int64",
                "delays[1]=x | 'x' is not a duration"
            })
    void refusesMapsThatAUrlCannotHold(String query, String why) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(
                        () ->
                                TestApi.request(
                                        "kiban.test.Shapes/Put",
                                        BY_ID,
                                        "/v1/x?" + query,
                                        TestApi.absent()))
                .withMessageContaining(why);
    }

    @Test
    void unknownParametersCanBeIgnoredButNotUnfitOnes() {
        BindingOptions ignoring =
                new BindingOptions(
                        JsonOptions.DEFAULT, UnknownQuery.IGNORE, UpdateMask.FILL, Limits.DEFAULT);

        assertThat(params("nope=1&name=x&child.nope[z]=2", ignoring)).isEqualTo("{\"name\":\"x\"}");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> params("child=1", ignoring));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> params("nope=%", ignoring));
    }

    @Test
    void aNestedNameIsAsDeepAsJsonMayBe() {
        BindingOptions shallow =
                new BindingOptions(
                        JsonOptions.DEFAULT,
                        UnknownQuery.IGNORE,
                        UpdateMask.FILL,
                        new Limits(4, 1 << 20));

        assertThat(params("child.child.child.name=x", shallow)).contains("\"x\"");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> params("child.child.child.child.name=x", shallow))
                .withMessageContaining("nested deeper than 4 levels");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> params("child.".repeat(4000) + "name=x", BindingOptions.DEFAULT))
                .withMessageContaining("nested deeper than 100 levels")
                .matches(refusal -> refusal.getMessage().length() < 200);
    }

    @Test
    void takesUpTo500Parameters() {
        String most = "names=x&".repeat(Query.MAX_PARAMETERS);

        assertThat(params(most, BindingOptions.DEFAULT)).contains("x");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> params(most + "names=x", BindingOptions.DEFAULT))
                .withMessage("more than 500 query parameters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/a?id=a | {\"id\":\"a\"}",
                "/v1/a?id=b | id: the path has already set this field, to another value",
                "/v1/a?id=a&id=a | {\"id\":\"a\"}",
                "/v1/a?name=x&number=1 | number: 'name' is set already, and only one of the two can be set",
                "/v1/a?note.id=x&name=y | name: 'note.id' is set already, and only one of the two can be set",
                "/v1/a?note.id=x&note.text=y | {\"id\":\"a\",\"note\":{\"id\":\"x\",\"text\":\"y\"}}",
                "/v1/a?inner.name=x&number=1 | {\"id\":\"a\",\"number\":1,\"inner\":{\"name\":\"x\"}}",
                "/v1/a?inner.name=x&inner.number=1 | inner.number: 'inner.name' is set already"
            })
    void aParameterNeverOverridesThePathNorClearsAOneof(String target, String outcome) {
        String rpc = "kiban.test.Shapes/Choose";
        if (outcome.startsWith("{")) {
            assertThat(TestApi.request(rpc, BY_ID, target, TestApi.absent())).isEqualTo(outcome);
            return;
        }
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> TestApi.request(rpc, BY_ID, target, TestApi.absent()))
                .withMessageStartingWith(outcome);
    }

    @Test
    void aOneofThatThePathHasDecidedStaysDecided() {
        HttpRule byName = HttpRule.of("GET", "/v1/names/{name}");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(
                        () ->
                                TestApi.request(
                                        "kiban.test.Shapes/Choose",
                                        byName,
                                        "/v1/names/x?number=1",
                                        TestApi.absent()))
                .withMessage("number: 'name' is set already, and only one of the two can be set");
    }

    private static com.google.protobuf.Descriptors.Descriptor all() {
        return TestApi.SCHEMA.message("gwcases.v1.All").orElseThrow().descriptor();
    }

    private static String params(String query, BindingOptions options) {
        return TestApi.request(
                "gwcases.v1.Params/Get",
                HttpRule.of("GET", "/params"),
                options,
                "/params?" + query,
                TestApi.absent());
    }
}
