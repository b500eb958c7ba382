package dev.kiban.pace.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The nginx of the system, with one process, and what it says in its debug log.
///
/// That log tells, of each request, what `limit_req` decided and by how many milliseconds it delays
/// it, and the time by which it decided: a timer that is set in the same turn of the event loop is
/// logged with its length and its end, both in milliseconds of the clock that `limit_req` reads. So
/// nothing has to be measured, and nothing is known only nearly.
final class RealNginx implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile(" \\*(\\d+) (.*)$");
    private static final Pattern REQUEST = Pattern.compile("http request line: \"GET (\\S+) .*");
    private static final Pattern LIMIT =
            Pattern.compile("limit_req\\[(\\d+)]: (-?\\d+) (\\d+)\\.(\\d+)");
    private static final Pattern DELAYING =
            Pattern.compile("delaying request, excess: (\\d+)\\.(\\d+), .*");
    private static final Pattern TIMER = Pattern.compile("event timer add: \\d+: (\\d+):(\\d+)");
    private static final int BUSY = -3;

    private final Path log;
    private final Process process;
    private final int port;
    private final List<Socket> sockets = new ArrayList<>();

    /// What came of a request.
    ///
    /// @param path with its query
    /// @param millis when it was decided, by the clock of nginx
    record Decided(String path, long millis, Verdict verdict) {}

    private RealNginx(Path log, Process process, int port) {
        this.log = log;
        this.process = process;
        this.port = port;
    }

    /// Whether there is one whose debug log can be read.
    static boolean isInstalled() {
        try {
            Process version = new ProcessBuilder("nginx", "-V").redirectErrorStream(true).start();
            return new String(version.getInputStream().readAllBytes(), UTF_8)
                    .contains("--with-debug");
        } catch (IOException _) {
            return false;
        }
    }

    /// @param http `limit_req_zone`s
    /// @param server locations, each of a static file: `return` would go round the limits
    static RealNginx start(Path directory, String http, String server) throws IOException {
        int port = freePort();
        Path log = directory.resolve("debug.log");
        Files.writeString(directory.resolve("file"), "here");
        Files.writeString(
                directory.resolve("nginx.conf"),
                """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log %2$s debug;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  keepalive_timeout 75s;
                  %4$s
                  server {
                    listen 127.0.0.1:%3$d;
                    %5$s
                  }
                }
                """
                        .formatted(directory, log, port, http, server));
        Process process =
                new ProcessBuilder(
                                "nginx", "-p", directory + "/", "-c", "nginx.conf", "-e", "errors")
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("out").toFile())
                        .start();
        return new RealNginx(log, process, port);
    }

    /// Sends a request on a connection of its own, and does not wait for an answer.
    void send(String path, List<String> headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        String request =
                "GET %s HTTP/1.1\r\nHost: nginx\r\n%s\r\n"
                        .formatted(
                                path,
                                String.join("", headers.stream().map(h -> h + "\r\n").toList()));
        socket.getOutputStream().write(request.getBytes(UTF_8));
    }

    /// Whether it takes connections.
    boolean isUp() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /// What has been decided so far, in that order.
    List<Decided> decided() throws IOException {
        List<Decided> decided = new ArrayList<>();
        List<Open> open = new ArrayList<>();
        try (Stream<String> lines = Files.lines(log)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher parts = LINE.matcher(line);
                if (parts.find()) {
                    Open request = of(open, Integer.parseInt(parts.group(1)));
                    request.read(parts.group(2)).ifPresent(decided::add);
                }
            }
        }
        return decided;
    }

    private static Open of(List<Open> open, int connection) {
        while (open.size() <= connection) {
            open.add(new Open());
        }
        return open.get(connection);
    }

    /// What is known of a request, before it is known when it was decided.
    private static final class Open {
        private String path = "";
        private Optional<Verdict> verdict = Optional.empty();
        private boolean isDelayed;

        private Optional<Decided> read(String text) {
            Matcher request = REQUEST.matcher(text);
            if (request.matches()) {
                path = request.group(1);
            }
            Matcher limit = LIMIT.matcher(text);
            if (limit.matches()) {
                long excess = thousandths(limit.group(3), limit.group(4));
                verdict =
                        Optional.of(
                                Integer.parseInt(limit.group(2)) == BUSY
                                        ? new Verdict.Rejected(
                                                excess, Integer.parseInt(limit.group(1)))
                                        : new Verdict.Passed(excess));
            }
            Matcher delaying = DELAYING.matcher(text);
            if (delaying.matches()) {
                isDelayed = true;
                verdict =
                        Optional.of(
                                new Verdict.Passed(
                                        thousandths(delaying.group(1), delaying.group(2))));
            }
            Matcher timer = TIMER.matcher(text);
            return timer.matches() ? timer(timer) : Optional.empty();
        }

        private Optional<Decided> timer(Matcher timer) {
            long length = Long.parseLong(timer.group(1));
            long now = Long.parseLong(timer.group(2)) - length;
            Optional<Verdict> said = verdict;
            verdict = Optional.empty();
            return said.map(
                    one ->
                            new Decided(
                                    path,
                                    now,
                                    isDelayed && one instanceof Verdict.Passed(long excess)
                                            ? new Verdict.Delayed(excess, length)
                                            : one));
        }

        private static long thousandths(String whole, String rest) {
            return Long.parseLong(whole + rest);
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        process.destroy();
        process.onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
