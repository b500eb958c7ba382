package dev.kiban.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.documents.Story.Command;
import dev.kiban.documents.Story.WriteFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {

    @Test
    void readsCommandsFilesAndWhatTheyShow() {
        Story story =
                Story.of(
                        """
                        # Title
                        Run `this`:
                        ```console
                        $ first one    # says hello
                        hello
                          there
                        $ second \\
                            --long
                        ```
                        ```yaml shop.yaml
                        kind: Team
                        ```
                        ```sh
                        $ not run
                        ```
                        ```
                        $ nor this
                        ```
                        1. A step:

                           ```console
                           $ third
                             indented
                           ```
                        """);

        assertThat(story.steps())
                .containsExactly(
                        new Command("first one", List.of("hello", "  there")),
                        new Command("second     --long", List.of()),
                        new WriteFile("shop.yaml", "kind: Team\n"),
                        new Command("third", List.of("  indented")));
    }

    @Test
    void aPromiseIsKeptByLinesInOrderWithAnythingBetween() {
        Showing showing = new Showing(List.of("a  b", "x…z", "end"));

        assertThat(showing.missing(List.of("other", " a b ", "xyz", "more", "end"))).isEmpty();
        assertThat(showing.missing(List.of("xyz", "a b", "end"))).hasSize(1);
        assertThat(showing.missing(List.of("a b", "xyzw", "end"))).hasSize(1);
        assertThat(showing.missing(List.of())).hasSize(3);
    }
}
