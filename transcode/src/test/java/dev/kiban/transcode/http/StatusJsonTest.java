package dev.kiban.transcode.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.JsonOptions;
import dev.kiban.transcode.Limits;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusJsonTest {
    private static final StatusJson WRITER =
            new StatusJson(TestApi.SCHEMA, JsonOptions.DEFAULT, Limits.DEFAULT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | Shelf%20100 Not Found | {\"code\":5,\"message\":\"Shelf 100 Not Found\",\"details\":[]}",
                "3 | say \"no\"%0A | {\"code\":3,\"message\":\"say \\\"no\\\"\\n\",\"details\":[]}",
                "99 | '' | {\"code\":2,\"message\":\"\",\"details\":[]}"
            })
    void printsCodeAndDecodedMessage(String code, String message, String json) {
        assertThat(write(GrpcStatus.ofTrailers(code, message, ""))).isEqualTo(json);
    }

    @Test
    void printsTheUsualErrorDetailsThoughNoSchemaHasThem() {
        Message retry =
                RetryInfo.newBuilder().setRetryDelay(Duration.newBuilder().setSeconds(7)).build();
        Message info = ErrorInfo.newBuilder().setReason("OUT").putMetadata("item", "m1").build();

        assertThat(details(Any.pack(retry), Any.pack(info)))
                .isEqualTo(
                        """
                        {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7s"},\
                        {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"OUT",\
                        "metadata":{"item":"m1"}}""");
    }

    @Test
    void printsDetailsOfTheServicesOwnTypes() {
        Any shelf =
                Any.newBuilder()
                        .setTypeUrl("type.googleapis.com/gwcases.v1.Shelf")
                        .setValue(ByteString.fromHex("08071203666f6f"))
                        .build();

        assertThat(details(shelf))
                .isEqualTo(
                        """
                        {"@type":"type.googleapis.com/gwcases.v1.Shelf","id":"7","theme":"foo"}""");
    }

    @Test
    void aDetailOfAnUnknownTypeSurvivesAsBase64() {
        Any unknown =
                Any.newBuilder()
                        .setTypeUrl("type.googleapis.com/no.SuchType")
                        .setValue(ByteString.fromHex("0801"))
                        .build();

        assertThat(details(unknown))
                .isEqualTo("{\"@type\":\"type.googleapis.com/no.SuchType\",\"value\":\"CAE=\"}");
    }

    @Test
    void aBrokenDetailOfAKnownTypeSurvivesAsBase64() {
        Any broken =
                Any.newBuilder()
                        .setTypeUrl("type.googleapis.com/google.rpc.ErrorInfo")
                        .setValue(ByteString.fromHex("0aff"))
                        .build();

        assertThat(details(broken))
                .isEqualTo(
                        "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"value\":\"Cv8=\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "not base64",
        "CAE", // only a code
        "GgI", // a detail that is cut off
        "GgIK/w", // a detail that is no Any
        "//////8"
    })
    void brokenDetailsNeverLoseCodeAndMessage(String details) {
        assertThat(write(GrpcStatus.ofTrailers("5", "gone", details)))
                .isEqualTo("{\"code\":5,\"message\":\"gone\",\"details\":[]}");
    }

    @Test
    void aBrokenDetailLeavesTheOthersInPlace() {
        Any good = Any.newBuilder().setTypeUrl("a/b.C").build();
        Any untyped = Any.newBuilder().setValue(ByteString.fromHex("00")).build();

        assertThat(details(untyped, good, untyped, good, untyped))
                .isEqualTo(
                        "{\"@type\":\"a/b.C\",\"value\":\"\"},{\"@type\":\"a/b.C\",\"value\":\"\"}");
    }

    @Test
    void leavesOutDetailsThatThereIsNoRoomFor() {
        Any large =
                Any.newBuilder()
                        .setTypeUrl("a/b.C")
                        .setValue(ByteString.copyFrom(new byte[100]))
                        .build();
        Any small = Any.newBuilder().setTypeUrl("a/b.C").build();
        ByteSink sink = new ByteSink(120);

        WRITER.write(status(small, large, small), sink);

        assertThat(sink.slice())
                .hasToString(
                        """
                        {"code":3,"message":"bad","details":[\
                        {"@type":"a/b.C","value":""},{"@type":"a/b.C","value":""}]}""");
    }

    @Test
    void aRefusedRequestNamesTheFieldInItsMessageAndInABadRequest() {
        Refusal refusal = Refusal.invalid("'x' is not an int64").inField("id").inField("shelf");

        GrpcStatus status = GrpcStatus.ofRequest(refusal);

        assertThat(status.code()).isEqualTo(GrpcCode.INVALID_ARGUMENT);
        assertThat(write(status))
                .isEqualTo(
                        """
                        {"code":3,"message":"shelf.id: 'x' is not an int64","details":[\
                        {"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[\
                        {"field":"shelf.id","description":"'x' is not an int64"}]}]}""");
    }

    @Test
    void aRequestThatIsTooLargeExhaustsAndAReplyThatCannotBeReadIsInternal() {
        assertThat(GrpcStatus.ofRequest(Refusal.tooLarge("large")).code())
                .isEqualTo(GrpcCode.RESOURCE_EXHAUSTED);
        assertThat(GrpcStatus.ofReply(Refusal.tooLarge("large")))
                .extracting(GrpcStatus::code, GrpcStatus::message)
                .containsExactly(
                        GrpcCode.INTERNAL, "the service's reply cannot be translated: large");
    }

    @Test
    void needsNoSchemaForErrorsOfTheGatewayItself() {
        ByteSink sink = new ByteSink(1000);

        new StatusJson().write(new GrpcStatus(GrpcCode.NOT_FOUND, "no route"), sink);

        assertThat(sink.slice())
                .hasToString("{\"code\":5,\"message\":\"no route\",\"details\":[]}");
    }

    @Property
    void detailsOfAnyKindGiveAStatus(@ForAll byte[] bytes) {
        GrpcStatus status = new GrpcStatus(GrpcCode.ABORTED, "m", Slice.of(bytes));

        assertThat(write(status))
                .startsWith("{\"code\":10,\"message\":\"m\",\"details\":[")
                .endsWith("]}");
    }

    @Property
    void trailersOfAnyKindGiveAStatus(
            @ForAll String code, @ForAll String message, @ForAll String details) {
        assertThat(write(GrpcStatus.ofTrailers(code, message, details))).startsWith("{\"code\":");
    }

    private static String details(Any... details) {
        String json = write(status(details));
        String head = "{\"code\":3,\"message\":\"bad\",\"details\":[";
        assertThat(json).startsWith(head).endsWith("]}");
        return json.substring(head.length(), json.length() - 2);
    }

    private static GrpcStatus status(Any... details) {
        Status.Builder status = Status.newBuilder().setCode(9).setMessage("not this one");
        for (Any detail : details) {
            status.addDetails(detail);
        }
        String header =
                Base64.getEncoder().withoutPadding().encodeToString(status.build().toByteArray());
        return GrpcStatus.ofTrailers("3", "bad", header);
    }

    private static String write(GrpcStatus status) {
        ByteSink sink = new ByteSink(1 << 16);
        WRITER.write(status, sink);
        return sink.slice().toString();
    }
}
