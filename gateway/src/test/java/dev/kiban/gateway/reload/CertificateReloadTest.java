package dev.kiban.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.runtime.http.ServerTls;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateReloadTest {
    @TempDir private Path directory;
    private Path certificates;
    private Path key;
    private int renewed;
    private boolean broken;
    private CertificateReload reload;

    @BeforeEach
    void open() throws IOException {
        certificates = Files.writeString(directory.resolve("tls.crt"), "one");
        key = Files.writeString(directory.resolve("tls.key"), "one");
        reload =
                new CertificateReload(
                        new ServerTls(certificates, key), this::renew, Log.to(_ -> {}));
    }

    private void renew() {
        if (broken) {
            throw new IllegalStateException("these are no pair");
        }
        renewed++;
    }

    @Test
    void takesAPairThatHasComeToRest() throws IOException {
        Files.writeString(certificates, "two");
        reload.look();
        Files.writeString(key, "two");
        reload.look();
        assertThat(renewed).isZero();

        reload.look();
        reload.look();
        assertThat(renewed).isEqualTo(1);
    }

    @Test
    void triesAPairThatCannotBeUsedAgain() throws IOException {
        broken = true;
        Files.writeString(certificates, "two");
        reload.look();
        assertThatThrownBy(reload::look).hasMessage("these are no pair");

        broken = false;
        reload.look();
        assertThat(renewed).isEqualTo(1);
    }

    @Test
    void saysWhichFileIsNotThere() throws IOException {
        Files.delete(key);

        assertThatThrownBy(reload::look)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("tls.key");
    }
}
