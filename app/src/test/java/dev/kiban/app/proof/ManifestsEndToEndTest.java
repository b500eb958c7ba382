package dev.kiban.app.proof;

import static dev.kiban.app.proof.Manifests.at;
import static dev.kiban.app.proof.Manifests.list;
import static dev.kiban.app.proof.Manifests.number;
import static dev.kiban.app.proof.Manifests.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The manifests hold together, and a real gateway does what they count on. Whether a cluster takes
/// them is not checked: there is none here.
final class ManifestsEndToEndTest {
    private static final Map<String, String> APP =
            Map.of("app.kubernetes.io/name", "kiban-gateway");
    private static final int DRAIN_SECONDS = 25;

    /// What a shell reports of a program that SIGTERM has ended.
    private static final int TERMINATED = 128 + 15;

    private static final Pattern JVM_OPTION = Pattern.compile("(?<![\\w$])--?[A-Za-z][\\w:+.=-]*");

    private final Manifests manifests = Manifests.read();

    @TempDir private Path volume;

    @Test
    void kustomizationNamesEachFile() throws IOException {
        List<?> resources = list(Manifests.kustomization(), "resources");
        try (Stream<Path> files = Files.list(Manifests.FOLDER)) {
            assertThat(
                            files.filter(Files::isRegularFile)
                                    .map(file -> file.getFileName().toString())
                                    .filter(name -> !name.equals("kustomization.yaml")))
                    .containsExactlyInAnyOrderElementsOf(
                            resources.stream().map(Object::toString).toList());
        }
        Map<?, ?> definitions =
                (Map<?, ?>) list(Manifests.kustomization(), "configMapGenerator").getFirst();
        assertThat(list(definitions, "files"))
                .allSatisfy(
                        file ->
                                assertThat(Manifests.FOLDER.resolve(file.toString()))
                                        .isRegularFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "PodDisruptionBudget"})
    void whatChoosesPodsChoosesThese(String kind) {
        assertThat(at(manifests.first(kind), "spec", "selector", "matchLabels")).isEqualTo(APP);
        assertThat(at(manifests.podTemplate(), "metadata", "labels")).isEqualTo(APP);
    }

    @Test
    void servicesAndPoliciesMeanThePods() {
        assertThat(at(manifests.first("Service"), "spec", "selector")).isEqualTo(APP);
        assertThat(at(manifests.first("NetworkPolicy"), "spec", "podSelector", "matchLabels"))
                .isEqualTo(APP);
        assertThat(
                        text(
                                at(
                                        manifests.first("HorizontalPodAutoscaler"),
                                        "spec",
                                        "scaleTargetRef"),
                                "name"))
                .isEqualTo(text(at(manifests.first("Deployment"), "metadata"), "name"));
    }

    @Test
    void leavesTimeForTheEnd() {
        int sleep = number(at(manifests.container(), "lifecycle", "preStop", "sleep"), "seconds");

        assertThat(number(at(manifests.podTemplate(), "spec"), "terminationGracePeriodSeconds"))
                .isGreaterThan(sleep + DRAIN_SECONDS);
    }

    @Test
    void theImageRunsTheJvmAsTheLauncherDoes() throws IOException {
        List<String> image =
                options(Files.readString(Manifests.DEPLOY.resolve("Containerfile")), "ENTRYPOINT");

        assertThat(image)
                .contains("-XX:+UseSerialGC")
                .containsAll(options(Files.readString(Path.of("..", "kiban")), "exec \"$JDK_HOME"));
    }

    /// A ConfigMap in a pod: a link to a folder that is replaced as a whole.
    @Test
    void aGatewayServesAsThePodIsTold() throws IOException {
        Path mount = Files.createDirectory(volume.resolve("definitions"));
        Path first = Files.createDirectory(mount.resolve("..first"));
        for (String name : List.of("gateway.yaml", "hello.yaml")) {
            Files.copy(Manifests.FOLDER.resolve("definitions").resolve(name), first.resolve(name));
            Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
        }
        Files.createSymbolicLink(mount.resolve("..data"), first.getFileName());

        try (GatewayProcess gateway = GatewayProcess.start(arguments(mount))) {
            AdminPort admin = new AdminPort(gateway.adminPort());
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                Map<?, ?> request = at(manifests.container(), probe, "httpGet");
                Eventually.passes(
                        () ->
                                assertThat(admin.get(text(request, "path")).status())
                                        .as(probe)
                                        .isEqualTo(200));
            }

            assertThat(admin.metric("jvm_memory_used_bytes")).isPositive();
            assertThat(admin.metric("process_open_fds")).isPositive();

            Path second = Files.createDirectory(mount.resolve("..second"));
            Files.copy(first.resolve("gateway.yaml"), second.resolve("gateway.yaml"));
            Files.writeString(
                    second.resolve("hello.yaml"),
                    Files.readString(first.resolve("hello.yaml")).replace("/hello/", "/bye/"));
            Path fresh = Files.createSymbolicLink(mount.resolve("..new"), second.getFileName());
            Files.move(fresh, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

            Eventually.passes(() -> assertThat(admin.get("/routes").text()).contains("/bye/"));
            gateway.terminate();
            assertThat(gateway.exitCode()).isEqualTo(TERMINATED);
        }
    }

    /// Here other ports are free, and loopback is all there is.
    private List<String> arguments(Path mount) {
        return manifests.arguments().stream()
                .map(
                        argument ->
                                switch (argument) {
                                    case "/etc/kiban/definitions" -> mount.toString();
                                    case "0.0.0.0" -> "127.0.0.1";
                                    case "8080", "9901" -> "0";
                                    default -> argument;
                                })
                .toList();
    }

    /// The options on the lines from the one that begins with a word up to the end.
    private static List<String> options(String text, String from) {
        return JVM_OPTION
                .matcher(text.substring(text.indexOf("\n" + from)))
                .results()
                .map(match -> match.group())
                .filter(option -> !option.equals("-jar"))
                .toList();
    }
}
