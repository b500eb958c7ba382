package dev.kiban.gateway.reload;

import dev.kiban.runtime.http.ServerTls;
import dev.kiban.runtime.lifecycle.Beat;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Has a listener take its certificates and keys anew when their files change, as whoever renews
/// them does every few weeks.
///
/// What is in the files counts, not their times: they may be links that are swapped. A change is
/// taken when two looks in a row find the same, so that a pair is not read while it is written. A
/// pair that cannot be used is logged once, and tried again at each look; until then the listener
/// goes on with what it has.
public final class CertificateReload implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ServerTls tls;
    private final Runnable renew;
    private final Log log;
    private final Beat beat;
    private List<Pair> used;
    private List<Pair> latest;

    private record Pair(String certificates, String key) {

        @Override
        public String toString() {
            return "Pair";
        }
    }

    /// @param renew has the listener read the files; throws if they cannot be used
    /// @throws UncheckedIOException if there are no such files
    public CertificateReload(ServerTls tls, Runnable renew, Log log) {
        this.tls = tls;
        this.renew = renew;
        this.log = log;
        this.used = read();
        this.latest = used;
        this.beat = new Beat("certificates", PAUSE, this::look, log);
    }

    public void start() {
        beat.start();
    }

    @Override
    public void close() {
        beat.close();
    }

    /// Looks once.
    void look() {
        List<Pair> now = read();
        boolean rests = now.equals(latest);
        latest = now;
        if (rests && !now.equals(used)) {
            renew.run();
            used = now;
            log.info("The certificate was renewed");
        }
    }

    private List<Pair> read() {
        return tls.own().stream()
                .map(own -> new Pair(read(own.certificates()), read(own.key())))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
