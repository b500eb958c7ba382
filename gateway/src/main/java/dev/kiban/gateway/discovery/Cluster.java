package dev.kiban.gateway.discovery;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource.Kubernetes;
import java.util.List;

/// Watches the pods of services of a cluster. A port.
@FunctionalInterface
public interface Cluster {

    /// Tells the watcher what there is, and each time that it has changed, until it is closed. Does
    /// not wait, and fails only by telling so.
    Watch watch(Kubernetes service, Watcher watcher);

    /// Goes on until it is closed.
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /// Who is told, on one thread at a time.
    interface Watcher {

        /// These are all.
        void found(List<Address> endpoints);

        /// It is not known what there is now; that is tried again.
        void failed(String reason);
    }
}
