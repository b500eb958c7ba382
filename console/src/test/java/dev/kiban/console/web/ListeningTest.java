package dev.kiban.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.console.FakeBoard;
import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakeProfiles;
import dev.kiban.console.Reception;
import dev.kiban.console.web.ConsoleServer.Entrance;
import dev.kiban.runtime.http.ServerTls;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Browser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningTest {
    @Test
    void saysWhatToType() {
        URI url = URI.create("https://kiban.example");

        assertThat(Listening.here(8081).at(8081)).isEqualTo("http://localhost:8081");
        assertThat(new Listening("0.0.0.0", 1, Optional.of(url), Optional.empty()).at(2))
                .isEqualTo("https://kiban.example");
    }

    @Test
    void doesNotStartWithoutAKeyThatFits(@TempDir Path folder) throws Exception {
        Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
        Listening listening =
                new Listening(
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        Optional.of(new ServerTls(nothing, nothing)));

        assertThatThrownBy(() -> start(listening, FakeEntrance.STRANGERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be used for TLS");
    }

    @Test
    void hasNoPagesIfItIsClosed() throws Exception {
        Entrance closed = new Entrance(new Reception.Closed(), new FakeEntrance());

        try (ConsoleServer console = start(Listening.here(0), closed);
                Browser browser =
                        new Browser(URI.create("http://localhost:%d".formatted(console.port())))) {
            assertThat(browser.get("/").statusCode()).isEqualTo(404);
            assertThat(browser.get("/static/console.css").statusCode()).isEqualTo(404);
        }
    }

    private static ConsoleServer start(Listening listening, Entrance entrance) {
        return ConsoleServer.start(
                listening,
                FakeProfiles.ports(FakeBoard::everyState),
                entrance,
                Log.of(ListeningTest.class));
    }
}
