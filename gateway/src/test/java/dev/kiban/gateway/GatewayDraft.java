package dev.kiban.gateway;

import dev.kiban.definition.AccessLog;
import dev.kiban.definition.AccessRule;
import dev.kiban.definition.Capacity;
import dev.kiban.definition.ClientCertificates;
import dev.kiban.definition.Compression;
import dev.kiban.definition.Cors;
import dev.kiban.definition.Gateway;
import dev.kiban.definition.Issuer;
import dev.kiban.definition.Metadata;
import dev.kiban.definition.Partner;
import dev.kiban.definition.Sources;
import dev.kiban.kernel.AddressRange;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What holds for all routes, while a test writes it down: nothing but what is said.
public final class GatewayDraft {
    public List<Issuer> issuers = List.of();
    public List<Partner> partners = List.of();
    public Optional<ClientCertificates> certificates = Optional.empty();
    public Optional<AccessRule> access = Optional.empty();
    public Optional<Cors> cors = Optional.empty();
    public Optional<Sources> from = Optional.empty();
    public Optional<Compression> compression = Optional.empty();
    public Optional<AccessLog> accessLog = Optional.empty();
    public List<AddressRange> trustedProxies = List.of();
    public Capacity capacity = Capacity.DEFAULT;

    private GatewayDraft() {}

    /// A gateway that says this.
    public static Gateway gateway(Consumer<GatewayDraft> say) {
        GatewayDraft draft = new GatewayDraft();
        say.accept(draft);
        return new Gateway(
                "public",
                Metadata.NONE,
                draft.issuers,
                draft.partners,
                draft.certificates,
                draft.access,
                draft.cors,
                draft.from,
                draft.compression,
                draft.accessLog,
                draft.trustedProxies,
                draft.capacity,
                Snapshots.at(1));
    }
}
