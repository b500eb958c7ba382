package dev.kiban.gateway.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP/1.1 server to stand behind the gateway: writes down what it is asked, and answers as the
/// test says.
final class HttpShop implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    HttpShop(Answer answer) {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), answer);
    }

    HttpShop(InetSocketAddress address, Answer answer) {
        try {
            this.server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(
                            new Asked(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestURI().toString(),
                                    exchange));
                    answer.answer(exchange);
                });
        server.start();
    }

    /// Answers an exchange.
    interface Answer {
        void answer(HttpExchange exchange) throws IOException;
    }

    /// What came.
    record Asked(String method, String target, HttpExchange exchange) {
        String header(String name) {
            String value = exchange.getRequestHeaders().getFirst(name);
            return value == null ? "" : value;
        }

        int clientPort() {
            return exchange.getRemoteAddress().getPort();
        }
    }

    /// Answers when it is told to.
    static Answer after(CountDownLatch told, int status, String body) {
        return exchange -> {
            try {
                told.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            text(status, body).answer(exchange);
        };
    }

    static Answer text(int status, String body) {
        return exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        };
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
