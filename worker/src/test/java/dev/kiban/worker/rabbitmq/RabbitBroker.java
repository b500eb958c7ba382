package dev.kiban.worker.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A real RabbitMQ: the one of the system, with its files in a folder, on loopback and free ports.
/// It ends by itself after some minutes, whatever becomes of the test.
final class RabbitBroker implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final String MINUTES = "8m";

    private final List<Process> processes;
    private final ConnectionFactory factory = new ConnectionFactory();

    private RabbitBroker(List<Process> processes, int port) {
        this.processes = processes;
        factory.setHost("127.0.0.1");
        factory.setPort(port);
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static RabbitBroker start(Path folder) throws IOException {
        int port = freePort();
        int epmd = freePort();
        Path output = folder.resolve("output");
        Process names =
                process(
                                folder,
                                epmd,
                                "epmd",
                                "-port",
                                String.valueOf(epmd),
                                "-address",
                                "127.0.0.1")
                        .start();
        Process server = server(folder, epmd, port).redirectOutput(output.toFile()).start();
        Eventually.passes(() -> assertThat(output).content().contains("Server startup complete"));
        return new RabbitBroker(List.of(server, names), port);
    }

    ConnectionFactory factory() {
        return factory;
    }

    int port() {
        return factory.getPort();
    }

    /// Makes a queue that outlives all connections, and gives it messages `0` to `count` - 1.
    void fill(String queue, int count) throws IOException, TimeoutException, InterruptedException {
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, Map.of());
            channel.confirmSelect();
            for (int i = 0; i < count; i++) {
                channel.basicPublish(
                        "",
                        queue,
                        new BasicProperties.Builder().deliveryMode(2).build(),
                        String.valueOf(i).getBytes(UTF_8));
            }
            channel.waitForConfirmsOrDie();
        }
    }

    /// Messages of a queue that nobody has in hand.
    long ready(String queue) throws IOException, TimeoutException {
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            return channel.messageCount(queue);
        }
    }

    /// No goodbye.
    void kill() {
        Process server = processes.getFirst();
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ProcessBuilder server(Path folder, int epmd, int port) throws IOException {
        Path plugins = Files.writeString(folder.resolve("plugins"), "[].\n");
        Path settings =
                Files.writeString(
                        folder.resolve("rabbit.conf"),
                        "listeners.tcp.1 = 127.0.0.1:" + port + "\n");
        Path none = Files.writeString(folder.resolve("none"), "");
        ProcessBuilder builder = process(folder, epmd, PROGRAM.toString());
        Map<String, String> environment = builder.environment();
        environment.put("RABBITMQ_NODENAME", "kiban-%d@localhost".formatted(port));
        environment.put("RABBITMQ_DIST_PORT", String.valueOf(freePort()));
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put("RABBITMQ_LOGS", "-");
        environment.put("RABBITMQ_PID_FILE", folder.resolve("pid").toString());
        environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString());
        environment.put("RABBITMQ_CONFIG_FILE", settings.toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", none.toString());
        environment.put(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-kernel inet_dist_use_interface {127,0,0,1} +S 1");
        return builder;
    }

    private static ProcessBuilder process(Path folder, int epmd, String... command) {
        ProcessBuilder builder = new ProcessBuilder("timeout", "-k", "10", MINUTES);
        builder.command().addAll(List.of(command));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.directory(folder.toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("ERL_EPMD_PORT", String.valueOf(epmd));
        builder.environment().put("ERL_EPMD_ADDRESS", "127.0.0.1");
        return builder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
