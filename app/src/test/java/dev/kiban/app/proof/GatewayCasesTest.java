package dev.kiban.app.proof;

import static dev.kiban.app.proof.RecordedCall.Ending.CANCELLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.app.proof.Case.Tier;
import dev.kiban.app.proof.Check.StatusIn;
import dev.kiban.app.proof.Script.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The transcoding cases, each against a real gateway process with a recording gRPC backend.
final class GatewayCasesTest {

    /// Tells the calls of one request from a late call of another.
    private static final String TAG = "x-proof-request";

    private static final Path CHOICES = Path.of("../docs/reference/transcoding.md");
    private static final Messages MESSAGES = Messages.compiled();
    private static final CaseFile SHARED = CaseFile.read("gateway.json", MESSAGES);
    private static final CaseFile MORE = CaseFile.read("more.json", MESSAGES);
    private static final Tally SHARED_TALLY = new Tally("gateway.json");
    private static final Tally MORE_TALLY = new Tally("more.json");

    /// `should` cases that fail, each with its reason.
    private static final Map<String, String> WANTED_BUT_MISSING = Map.of();

    @TempDir private static Path directory;

    private static RecordingBackend backend;
    private static final Map<String, GatewayProcess> GATEWAYS = new HashMap<>();
    private static int requests;

    @BeforeAll
    static void startBackend() {
        backend = new RecordingBackend();
    }

    @AfterAll
    static void stopAll() {
        GATEWAYS.values().forEach(GatewayProcess::close);
        backend.close();
        System.out.println(SHARED_TALLY);
        System.out.println(MORE_TALLY);
    }

    @TestFactory
    Stream<DynamicTest> sharedCases() {
        return tests(SHARED, SHARED_TALLY);
    }

    @TestFactory
    Stream<DynamicTest> furtherCases() {
        return tests(MORE, MORE_TALLY);
    }

    @Test
    void aClientsDeadlineReachesTheBackendAndCancelsIt() {
        int port = gateway("").port();
        backend.play(Script.DEFAULT);
        HttpSocket.exchange(port, Request.get("/shelves/1")); // now it is warm
        backend.play(Script.of(Pace.HELD));

        Answer answer =
                HttpSocket.exchange(port, Request.get("/shelves/1").with("grpc-timeout", "1S"));

        assertThat(answer.status()).isEqualTo(504);
        RecordedCall call = backend.awaitCall();
        assertThat(call.metadata("grpc-timeout").orElse("none"))
                .matches("[1-9][0-9]{0,2}m|[1-9][0-9]{0,5}u|[1-9][0-9]{0,7}n");
        call.assertEnded(CANCELLED);
    }

    @Test
    void everyChoiceIsOneAndIsDocumented() throws IOException {
        List<Case> choices =
                Stream.of(SHARED, MORE)
                        .flatMap(file -> file.cases().stream())
                        .filter(one -> one.tier() == Tier.CHOOSE)
                        .toList();

        assertThat(choices).hasSizeGreaterThan(10);
        String table = Files.readString(CHOICES);
        for (Case choice : choices) {
            assertThat(choice.checks())
                    .as(choice.id())
                    .anyMatch(check -> check instanceof StatusIn(var one) && one.size() == 1);
            assertThat(table).contains("`" + choice.id() + "`");
        }
    }

    /// One test for each case, and a last one that none was left out.
    private static Stream<DynamicTest> tests(CaseFile file, Tally tally) {
        return Stream.concat(
                file.cases().stream()
                        .map(one -> DynamicTest.dynamicTest(one.name(), () -> judge(one, tally))),
                Stream.of(
                        DynamicTest.dynamicTest(
                                "no case was left out",
                                () -> assertThat(tally.begun()).isEqualTo(file.written()))));
    }

    private static void judge(Case one, Tally tally) {
        tally.begins();
        if (one.tier() == Tier.SHOULD && WANTED_BUT_MISSING.containsKey(one.id())) {
            assertThatThrownBy(() -> run(one))
                    .as("works now: take it off the list")
                    .isInstanceOf(AssertionError.class);
            tally.isMissing();
            return;
        }
        run(one);
        tally.passes(one);
    }

    private static void run(Case one) {
        backend.play(one.script());
        String tag = "request-" + ++requests;

        Answer answer = exchange(one, one.request().with(TAG, tag), gateway(one.mode()).port());

        one.checks().forEach(check -> check.of(answer));
        one.call().check(callsOf(tag), answer);
    }

    /// A call without any tag is nobody else's.
    private static List<RecordedCall> callsOf(String tag) {
        return backend.calls().stream()
                .filter(call -> call.metadata(TAG).orElse(tag).equals(tag))
                .toList();
    }

    private static Answer exchange(Case one, Request request, int port) {
        if (one.isNative()) {
            return NativeCall.exchange(port, request);
        }
        try (HttpSocket connection = HttpSocket.connect(port)) {
            return connection
                    .send(request.bytes())
                    .answer(
                            request.method(),
                            body -> {
                                if (body.contains("}")) {
                                    backend.clientSawFirstMessage();
                                }
                            });
        }
    }

    /// Each mode has a gateway of its own, started when the first case needs it.
    private static GatewayProcess gateway(String mode) {
        return GATEWAYS.computeIfAbsent(
                mode,
                _ -> {
                    Path definitions = directory.resolve("mode-" + GATEWAYS.size());
                    new GatewayDefinition(MESSAGES.services(), backend.port(), mode)
                            .writeTo(definitions, MESSAGES.descriptorSet());
                    return GatewayProcess.start(definitions);
                });
    }
}
