package dev.kiban.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.definition.Location;
import dev.kiban.gateway.explain.Explanation.Answered;
import dev.kiban.gateway.explain.Explanation.End;
import dev.kiban.gateway.explain.Explanation.Line;
import dev.kiban.gateway.explain.Explanation.Refused;
import dev.kiban.gateway.explain.Explanation.Served;
import dev.kiban.gateway.explain.Explanation.Stage;
import dev.kiban.gateway.explain.Question.Header;
import dev.kiban.gateway.explain.Question.Peer;
import dev.kiban.kernel.IpAddress;
import dev.kiban.testkit.Authority;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Questions and explanations on their way between a command and a gateway.
class QuestionJsonTest {
    private static final Question FULL =
            new Question(
                    "POST",
                    "/v1/items?a=\"b\"",
                    List.of(new Header("Authorization", "Bearer a:b"), new Header("x", "")),
                    new Peer(
                            IpAddress.parse("2001:db8::1"),
                            List.of(new Authority("a").certificate())));

    @Test
    void aQuestionArrivesAsItWasAsked() throws ParseException {
        Question bare = new Question("GET", "/", List.of());

        assertThat(QuestionJson.read(QuestionJson.write(FULL))).isEqualTo(FULL);
        assertThat(QuestionJson.read(QuestionJson.write(bare))).isEqualTo(bare);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"method\":\"GET\"}",
                "{\"method\":1,\"target\":\"/\"}",
                "{\"method\":\"GET\",\"target\":\"/\",\"headers\":\"a: b\"}",
                "{\"method\":\"GET\",\"target\":\"/\",\"headers\":[\"nothing\"]}",
                "{\"method\":\"GET\",\"target\":\"/\",\"headers\":[1]}",
                "{\"method\":\"GET\",\"target\":\"/\",\"headers\":[null]}",
                "{\"method\":\"GET\",\"target\":\"/\",\"from\":\"localhost\"}",
                "{\"method\":\"GET\",\"target\":\"/\",\"certificates\":[\"AAAA\"]}",
                "{\"method\":\"GET\",\"target\":\"/\",\"certificates\":[\"%\"]}"
            })
    void takesNothingElseForAQuestion(String json) {
        assertThatThrownBy(() -> QuestionJson.read(json)).isInstanceOf(ParseException.class);
    }

    @Test
    void anExplanationArrivesAsItWasGiven() throws ParseException {
        List<Line> lines =
                Arrays.stream(Stage.values())
                        .map(
                                stage ->
                                        new Line(
                                                stage,
                                                "yes: \"so\"",
                                                Optional.of(
                                                        new Location(Path.of("a b.yaml"), 3, 5))))
                        .toList();
        Line nowhere = new Line(Stage.ROUTE, "no", Optional.empty());
        List<End> ends = List.of(new Served(), new Answered(204, "x"), new Refused(403, "y"));

        for (End end : ends) {
            for (List<Line> some : List.of(lines, List.of(nowhere), List.<Line>of())) {
                ExplanationJson written = new ExplanationJson(7, new Explanation(some, end));
                assertThat(ExplanationJson.read(written.write())).isEqualTo(written);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"generation\":1,\"lines\":[],\"end\":{\"kind\":\"other\"}}",
                "{\"generation\":1,\"lines\":[{\"stage\":\"other\",\"text\":\"\"}],\"end\":{\"kind\":\"served\"}}",
                "{\"lines\":[],\"end\":{\"kind\":\"served\"}}"
            })
    void takesNothingElseForAnExplanation(String json) {
        assertThatThrownBy(() -> ExplanationJson.read(json)).isInstanceOf(ParseException.class);
    }
}
