package dev.kiban.runtime.kube;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Follows the EndpointSlices of one service on a thread of its own: lists them once, then watches
/// from there. A watch that ends goes on where it ended; when the server does not remember that any
/// more (410), it is listed again. While the server cannot be asked, pauses grow.
public final class PodWatch implements AutoCloseable {
    private static final String SERVICE_LABEL = "kubernetes.io/service-name";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int MAX_DOUBLINGS = 7; // about 30 s

    /// After so many watches without a word it is listed again.
    private static final int MAX_RESUMED = 3;

    private final KubeService service;
    private final PodListener listener;
    private final Supplier<KubernetesClient> client;
    private final RandomGenerator random;
    private final Map<String, EndpointSlice> slices = new HashMap<>();
    private final Thread thread;
    private Optional<String> version = Optional.empty();
    private int failures;
    private volatile boolean closed;

    PodWatch(
            KubeService service,
            PodListener listener,
            Supplier<KubernetesClient> client,
            RandomGenerator random) {
        this.service = service;
        this.listener = listener;
        this.client = client;
        this.random = random;
        this.thread = Thread.ofVirtual().name("pods of " + service.name()).start(this::run);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    /// What a watch says, for the thread that follows.
    private sealed interface Said {}

    private record Changed(Watcher.Action action, EndpointSlice slice) implements Said {}

    /// @param gone whether the server has forgotten what it stood on
    private record Ended(boolean gone) implements Said {}

    private void run() {
        while (!closed) {
            try {
                if (version.isEmpty()) {
                    list();
                }
                follow();
            } catch (KubernetesClientException e) {
                failed(e.getCode() == HttpURLConnection.HTTP_GONE, reason(e));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) { // no cluster is known, or what came makes no sense
                failed(true, reason(e));
            }
        }
    }

    private FilterWatchListDeletable<EndpointSlice, EndpointSliceList, Resource<EndpointSlice>>
            request() {
        return client.get()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(service.namespace())
                .withLabel(SERVICE_LABEL, service.name());
    }

    private void list() {
        EndpointSliceList list = request().list();
        slices.clear();
        list.getItems().forEach(slice -> slices.put(slice.getMetadata().getName(), slice));
        version = Optional.ofNullable(list.getMetadata().getResourceVersion());
        SlicePods.tell(slices.values(), service, listener);
    }

    private void follow() throws InterruptedException {
        ListOptions from =
                new ListOptionsBuilder()
                        .withResourceVersion(version.orElse(null))
                        .withAllowWatchBookmarks(true)
                        .build();
        BlockingQueue<Said> said = new LinkedBlockingQueue<>(); // as much as the server has to say
        try (Watch _ = request().watch(from, new Hearing(said))) {
            while (!closed) {
                switch (said.take()) {
                    case Changed(Watcher.Action action, EndpointSlice slice) -> take(action, slice);
                    case Ended(boolean gone) -> {
                        ended(gone);
                        return;
                    }
                }
            }
        }
    }

    private void take(Watcher.Action action, EndpointSlice slice) {
        failures = 0;
        version = Optional.ofNullable(slice.getMetadata().getResourceVersion()).or(() -> version);
        String name = slice.getMetadata().getName();
        switch (action) {
            case ADDED, MODIFIED -> slices.put(name, slice);
            case DELETED -> slices.remove(name);
            case BOOKMARK, ERROR -> {
                return;
            }
        }
        SlicePods.tell(slices.values(), service, listener);
    }

    /// Servers end watches all the time. One that forgets again and again, or ends them at once, is
    /// asked less and less often.
    private void ended(boolean gone) {
        if (gone || failures >= MAX_RESUMED) {
            version = Optional.empty();
        }
        if (failures > 0 || !gone) {
            LockSupport.parkNanos(this, pauseNanos());
        }
        failures = Math.min(failures + 1, MAX_DOUBLINGS);
    }

    private void failed(boolean gone, String reason) {
        if (!closed) {
            listener.failed(reason);
            ended(gone);
        }
    }

    /// From half of it to all of it.
    private long pauseNanos() {
        long most = FIRST_PAUSE.toNanos() << failures;
        return most / 2 + random.nextLong(most / 2);
    }

    /// What the server says, or what is at the bottom of it.
    private static String reason(Throwable fault) {
        if (fault instanceof KubernetesClientException said && said.getStatus() != null) {
            return "%d %s".formatted(said.getCode(), said.getStatus().getMessage());
        }
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private record Hearing(BlockingQueue<Said> said) implements Watcher<EndpointSlice> {
        @Override
        public void eventReceived(Action action, EndpointSlice slice) {
            said.add(new Changed(action, slice));
        }

        @Override
        public void onClose() {
            said.add(new Ended(false));
        }

        @Override
        public void onClose(WatcherException cause) {
            said.add(new Ended(cause.isHttpGone()));
        }
    }
}
