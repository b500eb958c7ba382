package dev.kiban.gateway.report;

import static dev.kiban.gateway.report.Served.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.AccessLog;
import dev.kiban.gateway.ServedRequest.Access;
import dev.kiban.gateway.ServedRequest.Head;
import dev.kiban.kernel.Share;
import dev.kiban.runtime.telemetry.log.JsonLine;
import dev.kiban.runtime.telemetry.trace.Trace;
import dev.kiban.runtime.telemetry.trace.TraceContext;
import dev.kiban.transcode.http.GrpcCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AccessLineTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference", "access-log.md");
    private static final TraceContext SPAN = new TraceContext(1, 2, 3, 1, "");

    @Test
    void saysWhatHappened() {
        assertThat(line(well()))
                .isEqualTo(
                        """
                        {"time":"2023-11-14T22:13:20.007Z","method":"GET","path":"/legacy/users/7",\
                        "status":200,"duration_us":1840,"service":"old","route":"/legacy/",\
                        "upstream":"127.0.0.1:9102","upstream_us":1520,"request_bytes":12,\
                        "response_bytes":312,"protocol":"HTTP/1.1","client":"192.0.2.7",\
                        "host":"localhost:8080","user_agent":"curl/8.5.0"}
                        """);
    }

    @Test
    void saysWhoCalledAsTheDefinitionsNameThem() {
        Access access = new Access(Optional.of("customers"), Optional.empty());

        assertThat(line(well().asked(access))).contains("\"caller\":\"customers\",");
    }

    @Test
    void saysHowOftenARequestWasSentIfThatWasMoreThanOnce() {
        assertThat(line(well().after(3))).contains("\"upstream_us\":1520,\"attempts\":3,");
    }

    @Test
    void saysForHowManyItStands() {
        AccessLog some = new AccessLog(Share.parse("0.5%"), AccessLog.Path.FULL);

        assertThat(line(well().logged(some))).contains("\"share_ppm\":5000");
        assertThat(line(well().logged(some).answered(503, GrpcCode.UNAVAILABLE, "away")))
                .doesNotContain("share_ppm");
        assertThat(line(well())).doesNotContain("share_ppm");
    }

    @Test
    void saysWhyItFailed() {
        assertThat(
                        line(
                                well().answered(
                                                502,
                                                GrpcCode.UNAVAILABLE,
                                                "cannot connect to 127.0.0.1:9102")))
                .contains(
                        "\"status\":502,\"code\":\"UNAVAILABLE\"",
                        "\"fault\":\"cannot connect to 127.0.0.1:9102\"");
    }

    @Test
    void doesNotQuoteWhatAClientDidWrong() {
        String fault = "query parameter 'token': 'hush' is no number";

        assertThat(line(well().answered(400, GrpcCode.INVALID_ARGUMENT, fault)))
                .contains("INVALID_ARGUMENT")
                .doesNotContain("hush");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        Head bare = new Head("GET", "http", "/", "", "HTTP/2", "192.0.2.7", "");

        assertThat(line(well().with(bare).nowhere()))
                .doesNotContain(
                        "service", "route", "upstream", "host", "user_agent", "fault", "trace");
    }

    @Test
    void namesTheTraceAndWhoseSpanItIs() {
        String ids =
                "\"trace_id\":\"00000000000000010000000000000002\",\"span_id\":\"000000000000000";

        assertThat(line(well().in(new Trace.Carried(SPAN)))).contains(ids + "3\"");
        assertThat(line(well().in(new Trace.Recorded(9, new TraceContext(1, 2, 4, 1, ""), SPAN))))
                .contains(ids + "4\"");
    }

    @Test
    void aClientCannotForgeALine() {
        Head forged =
                new Head(
                        "GET",
                        "http",
                        "/a\"}\n{\"status\":200",
                        "h",
                        "HTTP/1.1",
                        "c",
                        "x\r\ny\u2028");

        assertThat(line(well().with(forged)))
                .contains("/a\\\"}\\u000a{\\\"status\\\":200", "x\\u000d\\u000ay\\u2028")
                .hasLineCount(1);
    }

    @Test
    void theReferenceDescribesEveryMember() throws IOException {
        String everything =
                line(
                        well().to(Served.OF_K8S)
                                .asked(new Access(Optional.of("acme"), Optional.empty()))
                                .answered(499, GrpcCode.CANCELLED, "why")
                                .after(2)
                                .logged(new AccessLog(Share.parse("50%"), AccessLog.Path.FULL))
                                .in(new Trace.Carried(SPAN)));

        assertThat(members("(?m)^\\| `([a-z_]+)` \\|", Files.readString(REFERENCE)))
                .containsExactlyInAnyOrderElementsOf(members("\"([a-z_]+)\":", everything));
    }

    private static java.util.List<String> members(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String line(Served served) {
        JsonLine line = new JsonLine();
        AccessLine.write(served.request(), line);
        return line.toString();
    }
}
