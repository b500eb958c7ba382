package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import com.google.rpc.Status;
import dev.kiban.app.proof.Case.Tier;
import dev.kiban.app.proof.ExpectedCall.ExpectedMetadata;
import dev.kiban.app.proof.Script.Pace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// Turns the JSON of one case into a `Case`.
final class CaseReader {

    /// `{4000 x '/'}` in a path or a text stands for that many slashes.
    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+) x '([^']+)'}");

    private final Messages messages;

    CaseReader(Messages messages) {
        this.messages = messages;
    }

    Case read(JsonElement json) {
        Fields fields =
                new Fields("case", json).prose("core", "source", "note", "check", "generated");
        String id = fields.text("id").orElseThrow();
        String rpc =
                fields.take("rpc")
                        .filter(value -> !value.isJsonNull())
                        .map(JsonElement::getAsString)
                        .orElse("");
        Fields http = fields.object("expect_http").orElseThrow();
        Set<Integer> statuses = statuses(http);
        Case read =
                new Case(
                        id,
                        fields.text("title").orElseThrow(),
                        Tier.valueOf(fields.text("tier").orElseThrow().toUpperCase(Locale.ROOT)),
                        fields.text("mode").orElse(""),
                        request(fields),
                        fields.object("backend")
                                .map(backend -> script(rpc, backend))
                                .orElse(Script.DEFAULT),
                        call(rpc, fields, mayEndBeforeTheBackend(statuses)),
                        checks(http, statuses));
        fields.done();
        return read;
    }

    private Request request(Fields fields) {
        Fields request = fields.object("request").orElseThrow();
        List<Header> headers = new ArrayList<>();
        for (Header header : request.headers("headers")) {
            headers.add(new Header(header.name(), repeat(header.value())));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        request.take("body_json")
                .ifPresent(
                        json -> {
                            body.writeBytes(json.toString().getBytes(UTF_8));
                            if (headers.stream()
                                    .noneMatch(header -> header.name().equals("content-type"))) {
                                headers.add(new Header("content-type", "application/json"));
                            }
                        });
        request.text("body_raw").ifPresent(text -> body.writeBytes(repeat(text).getBytes(UTF_8)));
        fields.text("body_hex").ifPresent(hex -> body.writeBytes(HexFormat.of().parseHex(hex)));
        fields.object("body_message")
                .ifPresent(message -> body.writeBytes(message(message).toByteArray()));
        boolean gzip = headers.contains(new Header("content-encoding", "gzip"));
        Request read =
                new Request(
                        request.text("method").orElseThrow(),
                        repeat(request.text("path").orElseThrow()),
                        headers,
                        ByteString.copyFrom(gzip ? gzip(body.toByteArray()) : body.toByteArray()));
        request.done();
        return read;
    }

    private Script script(String rpc, Fields backend) {
        List<ByteString> replies = new ArrayList<>();
        for (JsonElement message : backend.list("messages")) {
            replies.add(messages.read(messages.reply(rpc), message).toByteString());
        }
        for (String hex : backend.texts("messages_hex")) {
            replies.add(ByteString.copyFrom(HexFormat.of().parseHex(hex)));
        }
        backend.text("messages_hint").ifPresent(_ -> replies.add(tooLong()));
        boolean silent = backend.take("messages").isPresent();
        Optional<Fields> status = backend.object("status");
        if (replies.isEmpty() && !silent && status.isEmpty()) {
            replies.add(ByteString.EMPTY);
        }
        Pace pace = backend.take("gap_ms").isPresent() ? Pace.GAPPED : Pace.AT_ONCE;
        Script script =
                new Script(
                        List.copyOf(replies),
                        backend.flag("echo"),
                        status.map(this::status).orElse(Status.getDefaultInstance()),
                        Duration.ofMillis(
                                backend.take("delay_ms").map(JsonElement::getAsLong).orElse(0L)),
                        backend.headers("headers"),
                        backend.headers("trailers"),
                        backend.text("grpc_encoding").isPresent(),
                        pace);
        backend.done();
        return script;
    }

    private Status status(Fields fields) {
        Status.Builder status =
                Status.newBuilder().setCode(fields.take("code").orElseThrow().getAsInt());
        fields.text("message").ifPresent(status::setMessage);
        try {
            for (String hex : fields.texts("details_hex")) {
                status.addDetails(Any.parseFrom(HexFormat.of().parseHex(hex)));
            }
            for (JsonElement detail : fields.list("details")) {
                status.addDetails(
                        Any.parseFrom(messages.read(Any.getDescriptor(), detail).toByteString()));
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
        fields.done();
        return status.build();
    }

    /// The gateway may choose to refuse the request, or its time may be over too early.
    private static boolean mayEndBeforeTheBackend(Set<Integer> statuses) {
        boolean choice =
                statuses.stream().anyMatch(status -> status < 400)
                        && statuses.stream().anyMatch(status -> status >= 400);
        return choice || statuses.contains(504);
    }

    private ExpectedCall call(String rpc, Fields fields, boolean refusable) {
        Optional<JsonElement> expected = fields.take("expect_grpc");
        Optional<Fields> metadata = fields.object("expect_metadata");
        boolean any = fields.flag("expect_grpc_any");
        Optional<JsonElement> other = fields.take("expect_grpc_or");
        if (any) {
            return new ExpectedCall.Any();
        }
        if (expected.isEmpty() || expected.get().isJsonNull()) {
            return new ExpectedCall.None();
        }
        List<List<DynamicMessage>> alternatives = new ArrayList<>();
        alternatives.add(requests(rpc, expected.get()));
        other.ifPresent(json -> alternatives.add(requests(rpc, json)));
        return new ExpectedCall.One(
                rpc,
                messages.request(rpc),
                List.copyOf(alternatives),
                refusable,
                metadata.map(CaseReader::metadata)
                        .orElse(new ExpectedMetadata(List.of(), List.of(), List.of())));
    }

    private List<DynamicMessage> requests(String rpc, JsonElement json) {
        return json.getAsJsonArray().asList().stream()
                .map(message -> messages.read(messages.request(rpc), message))
                .toList();
    }

    private static ExpectedMetadata metadata(Fields fields) {
        ExpectedMetadata metadata =
                new ExpectedMetadata(
                        fields.headers("present"),
                        fields.texts("absent"),
                        fields.text("same_trace_id").stream().toList());
        fields.done();
        return metadata;
    }

    private static Set<Integer> statuses(Fields http) {
        Set<Integer> statuses = new HashSet<>();
        http.take("status").ifPresent(status -> statuses.add(status.getAsInt()));
        http.list("status_in").forEach(status -> statuses.add(status.getAsInt()));
        return statuses;
    }

    private List<Check> checks(Fields http, Set<Integer> statuses) {
        // Times are not measured: a socket that waits too long fails, and a gapped script shows the
        // order of events.
        http.prose("max_ms", "first_byte_ms_max", "total_ms_min");
        List<Check> checks = new ArrayList<>();
        if (!statuses.isEmpty()) {
            checks.add(new Check.StatusIn(Set.copyOf(statuses)));
        }
        checks.add(new Check.Whole(!http.flag("cut")));
        boolean ignoreDefaults = http.flag("ignore_defaults");
        http.text("content_type").ifPresent(type -> checks.add(new Check.ContentType(type)));
        http.texts("header_present").forEach(name -> checks.add(new Check.HeaderPresent(name)));
        http.texts("header_absent").forEach(name -> checks.add(new Check.HeaderAbsent(name)));
        http.headers("headers")
                .forEach(header -> checks.add(new Check.HeaderIs(header.name(), header.value())));
        http.take("grpc_status")
                .ifPresent(
                        code -> checks.add(new Check.HeaderIs("grpc-status", code.getAsString())));
        http.text("text").ifPresent(text -> checks.add(new Check.Text(text)));
        http.texts("text_contains").forEach(text -> checks.add(new Check.TextContains(text)));
        http.take("json").ifPresent(json -> checks.add(new Check.Json(json, ignoreDefaults)));
        http.take("json_subset")
                .ifPresent(json -> checks.add(new Check.JsonSubset(json.getAsJsonObject())));
        http.texts("json_absent").forEach(member -> checks.add(new Check.JsonAbsent(member)));
        http.take("lines")
                .ifPresent(
                        lines ->
                                checks.add(
                                        new Check.Lines(
                                                lines.getAsJsonArray().asList(), ignoreDefaults)));
        http.take("events")
                .ifPresent(
                        events -> checks.add(new Check.Events(events.getAsJsonArray().asList())));
        http.object("message")
                .ifPresent(message -> checks.add(new Check.Message(message(message))));
        http.done();
        return List.copyOf(checks);
    }

    private DynamicMessage message(Fields fields) {
        DynamicMessage message =
                messages.read(
                        messages.type(fields.text("type").orElseThrow()),
                        fields.take("value").orElseThrow());
        fields.done();
        return message;
    }

    /// A string in field 2, longer than what the routes of the cases allow.
    private static ByteString tooLong() {
        byte[] text = "x".repeat(GatewayDefinition.MAX_MESSAGE_BYTES + 1).getBytes(UTF_8);
        Field field = Field.newBuilder().addLengthDelimited(ByteString.copyFrom(text)).build();
        return UnknownFieldSet.newBuilder().addField(2, field).build().toByteString();
    }

    private static String repeat(String text) {
        return REPEATED.matcher(text)
                .replaceAll(found -> found.group(2).repeat(Integer.parseInt(found.group(1))));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
