package dev.kiban.gateway.discovery;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource;
import java.util.List;

/// Hears what becomes of asking for endpoints, on any thread.
public interface DiscoveryReport {
    /// Tells nobody.
    DiscoveryReport NOBODY =
            new DiscoveryReport() {
                @Override
                public void answered(EndpointSource source) {}

                @Override
                public void changed(EndpointSource source, List<Address> endpoints) {}

                @Override
                public void failed(EndpointSource source, String reason, int kept) {}
            };

    /// There was an answer.
    void answered(EndpointSource source);

    /// It was another one than before.
    void changed(EndpointSource source, List<Address> endpoints);

    /// There was none.
    ///
    /// @param kept how many endpoints of before still count
    void failed(EndpointSource source, String reason, int kept);
}
