package dev.kiban.bench.sidebyside;

import dev.kiban.bench.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * nginx, set up as well as we know: a worker for each core that this program may use, kept
 * connections on both sides, a buffered access log.
 *
 * <p>One process serves both ways, each on a port of its own.
 */
final class Nginx {

    /** The gRPC call passed on, by HTTP/2 on both sides. */
    private static final String GRPC =
            """
            listen 127.0.0.1:%d http2;
            location / { grpc_pass grpc://service; }
            """;

    /** The JSON request passed on, by HTTP/1.1 on both sides. */
    private static final String HTTP =
            """
            listen 127.0.0.1:%d;
            location / {
              proxy_pass http://service;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
            }
            """;

    /** Asks by the way of nginx: a limit that lets all pass, and an empty file behind it. */
    private static final String LIMIT_REQ =
            """
            listen 127.0.0.1:%d;
            location = /pace/push {
              limit_req zone=senders burst=100000 nodelay;
              alias DIRECTORY/empty;
              open_file_cache max=10;
              access_log off;
            }
            """;

    private Nginx() {}

    /** A proxy that runs, and where. */
    record Proxy(Running process, int port) {}

    static Proxy grpcPass(int upstream, Path directory) {
        return start(GRPC, upstream, directory);
    }

    static Proxy httpProxy(int upstream, Path directory) {
        return start(HTTP, upstream, directory);
    }

    /** Answers GET /pace/push, counted by the header x-sender. */
    static Proxy limitReq(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve("empty"), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start(LIMIT_REQ.replace("DIRECTORY", directory.toString()), 9, directory);
    }

    private static Proxy start(String server, int upstream, Path directory) {
        int port = freePort();
        try {
            Files.createDirectories(directory);
            Path configuration = directory.resolve("nginx.conf");
            Files.writeString(
                    configuration, configuration(directory, upstream, server.formatted(port)));
            Running process =
                    Running.start(
                            List.of(
                                    "nginx",
                                    "-c",
                                    configuration.toString(),
                                    "-e",
                                    directory + "/nginx-error.log"),
                            directory.resolve("nginx.out"));
            process.listensOn(port);
            return new Proxy(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(Path directory, int upstream, String server) {
        return """
            daemon off;
            user root;
            worker_processes %4$d;
            pid %1$s/nginx.pid;
            error_log %1$s/nginx-error.log warn;
            events { worker_connections 4096; }
            http {
              access_log %1$s/nginx-access.log combined buffer=64k flush=1s;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              client_body_buffer_size 64k;
              keepalive_requests 100000000;
              limit_req_zone $http_x_sender zone=senders:16m rate=1000000r/s;
              upstream service {
                server 127.0.0.1:%2$d;
                keepalive 256;
                keepalive_requests 100000000;
              }
              server {
                %3$s
              }
            }
            """
                .formatted(directory, upstream, server, Runtime.getRuntime().availableProcessors());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
