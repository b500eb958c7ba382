package dev.kiban.app.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.access.oidc.OidcSettings;
import dev.kiban.app.option.ConsoleOptions.ApiOnly;
import dev.kiban.app.option.ConsoleOptions.Door;
import dev.kiban.app.option.ConsoleOptions.Local;
import dev.kiban.app.option.ConsoleOptions.SignedIn;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ConsoleOptionsTest {
    private static final Map<String, String> SECRET = Map.of("KIBAN_OIDC_SECRET", "s3cret");
    private static final String[] PROVIDER = {
        "--oidc-issuer=https://login.example", "--oidc-client=kiban"
    };

    /// A command with these options.
    @Command
    private static final class Some {
        @Mixin private ConsoleOptions options = new ConsoleOptions();
    }

    @Test
    void isForThisMachineUnlessToldOtherwise() {
        Door door = read(Map.of());

        assertThat(door.way()).isInstanceOf(Local.class);
        assertThat(door.listening().host()).isEqualTo("127.0.0.1");
        assertThat(door.listening().url()).isEmpty();
    }

    @Test
    void takesAllOfAProvider() {
        Door door =
                read(
                        SECRET,
                        PROVIDER,
                        "--console-host=0.0.0.0",
                        "--console-url=https://kiban.example",
                        "--oidc-scopes=openid groups",
                        "--oidc-teams=roles");

        OidcSettings provider = ((SignedIn) door.way()).provider();
        assertThat(door.listening().url()).contains(URI.create("https://kiban.example"));
        assertThat(provider.issuer()).isEqualTo(URI.create("https://login.example"));
        assertThat(provider.client().secret()).isEqualTo("s3cret");
        assertThat(provider.back().signedIn())
                .isEqualTo(URI.create("https://kiban.example/sign-in/done"));
        assertThat(provider.asking()).isEqualTo(new OidcSettings.Asking("openid groups", "roles"));
        assertThat(door.toString()).doesNotContain("s3cret");
    }

    @Test
    void readsTheSecretOfAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "of a file\n");

        Door door = read(SECRET, PROVIDER, "--oidc-secret-file=" + file);

        assertThat(((SignedIn) door.way()).provider().client().secret()).isEqualTo("of a file");
        assertThat(((SignedIn) door.way()).provider().back().signedIn())
                .isEqualTo(URI.create("http://localhost:8081/sign-in/done"));
    }

    @Test
    void speaksGrpcWhenToldWhere() {
        assertThat(read(Map.of()).grpcPort()).isEmpty();
        assertThat(read(Map.of(), "--grpc-port=8082").grpcPort()).contains(8082);
    }

    @Test
    void servesProgramsAlone() {
        assertThat(read(Map.of(), "--api-only").way()).isEqualTo(new ApiOnly());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--console-host=0.0.0.0 | must not be read on the way",
                "--console-host=0.0.0.0 --api-only | must not be read on the way",
                "--console-host=0.0.0.0 --console-url=https://a.example | nobody can sign in",
                "--console-url=https://a.example | nobody can sign in",
                "--oidc-client=kiban | nobody can sign in",
                "--oidc-issuer=https://login.example | --oidc-issuer needs --oidc-client",
                "--oidc-issuer=https://login.example --oidc-client=kiban | needs the client's secret",
                "--oidc-issuer=https://l.example --oidc-client=k --oidc-secret-file=none | cannot be read",
                "--oidc-issuer=http://l.example --oidc-client=k --oidc-secret-file=FILE | an issuer is a URL",
                "--oidc-issuer=https://l.example --oidc-client=k --oidc-secret-file=FILE --oidc-scopes=email | openid among",
                "--oidc-issuer=https://l.example --oidc-client=k --oidc-secret-file=FILE --console-url=http://a.example | --console-url is https://",
                "--oidc-issuer=https://l.example --oidc-client=k --oidc-secret-file=FILE --console-url=https://a.example/kiban | --console-url is https://"
            })
    void refusesWhatWouldLetOthersIn(String options, String why, @TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "x");
        String[] all = options.replace("FILE", file.toString()).split(" ", -1);

        assertThatThrownBy(() -> read(Map.of(), all))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(why);
    }

    @Test
    void keepsSessionsInTheDatabase() {
        assertThatThrownBy(() -> parsed(PROVIDER).read(8081, false, SECRET))
                .hasMessageContaining("needs budgets");
    }

    private static Door read(Map<String, String> environment, String[] some, String... more) {
        return read(environment, Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private static Door read(Map<String, String> environment, String... options) {
        return parsed(options).read(8081, true, environment);
    }

    private static ConsoleOptions parsed(String... options) {
        Some some = new Some();
        new CommandLine(some).parseArgs(options);
        return some.options;
    }
}
