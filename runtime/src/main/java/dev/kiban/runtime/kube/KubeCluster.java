package dev.kiban.runtime.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/// A cluster, which is not looked for before somebody asks it.
///
/// ```java
/// try (KubeCluster cluster = KubeCluster.usual(random)) {
///     cluster.watch(new KubeService("shop", "item", Optional.of("grpc")), listener);
/// }
/// ```
public final class KubeCluster implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int NEVER = 0;

    /// What ends and fails is told by the listener; the library calls each of it an error.
    private final Logger library = Logger.getLogger("io.fabric8.kubernetes.client.dsl.internal");

    private final Supplier<Config> config;
    private final SplittableGenerator random;
    private @Nullable KubernetesClient client; // guarded by this

    private KubeCluster(Supplier<Config> config, SplittableGenerator random) {
        this.config = config;
        this.random = random;
        library.setLevel(Level.OFF);
    }

    /// The one that the machine knows: by `KUBECONFIG` or `~/.kube/config`, and inside of a cluster
    /// by the account of the pod.
    ///
    /// @param random so that those who wait together do not ask together
    public static KubeCluster usual(SplittableGenerator random) {
        return new KubeCluster(() -> Config.autoConfigure(null), random);
    }

    /// The one whose API server is there, and asks nobody who they are.
    public static KubeCluster at(String url, SplittableGenerator random) {
        return new KubeCluster(
                () -> new ConfigBuilder(Config.empty()).withMasterUrl(url).build(), random);
    }

    /// Tells of the pods of a service until the watch is closed. Does not wait.
    public PodWatch watch(KubeService service, PodListener listener) {
        return new PodWatch(service, listener, this::client, split());
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    private synchronized SplittableGenerator split() {
        return random.split();
    }

    /// Each attempt is ours to repeat.
    private synchronized KubernetesClient client() {
        if (client == null) {
            HttpClient.Factory jdk = new JdkHttpClientFactory();
            client =
                    new KubernetesClientBuilder()
                            .withConfig(
                                    new ConfigBuilder(config.get())
                                            .withConnectionTimeout(TIMEOUT_MILLIS)
                                            .withRequestTimeout(TIMEOUT_MILLIS)
                                            .withRequestRetryBackoffLimit(NEVER)
                                            .withWatchReconnectLimit(NEVER)
                                            .withOnlyHttpWatches(true)
                                            .build())
                            .withHttpClientFactory(jdk)
                            .build();
        }
        return client;
    }
}
