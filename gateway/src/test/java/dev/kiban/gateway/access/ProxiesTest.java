package dev.kiban.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.AddressRange;
import dev.kiban.kernel.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final Proxies PROXIES =
            new Proxies(List.of(range("10.0.0.0/8"), range("2001:db8::/32")));
    private static final Client PROXY = client("10.0.0.1");

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "' 203.0.113.7 ', 203.0.113.7",
        "'198.51.100.1, 203.0.113.7', 203.0.113.7",
        "'198.51.100.1, 203.0.113.7, 10.0.0.2', 203.0.113.7",
        "'10.0.0.9, 203.0.113.7,10.0.0.3,2001:db8::1', 203.0.113.7",
        "'nonsense, 203.0.113.7, 10.0.0.2', 203.0.113.7",
        "'10.0.0.3, 10.0.0.2', 10.0.0.3",
        "203.0.113.7:4711, 203.0.113.7",
        "[2001:db9::1]:4711, 2001:db9:0:0:0:0:0:1",
        "[2001:db9::1], 2001:db9:0:0:0:0:0:1",
        "2001:db9::1, 2001:db9:0:0:0:0:0:1",
        "::ffff:203.0.113.7, 203.0.113.7",
        "'203.0.113.7, ::ffff:10.0.0.2', 203.0.113.7"
    })
    void believesTheListAsFarAsTrustedProxiesReach(String list, String from) {
        Client client = PROXIES.client(PROXY, List.of(list));

        assertThat(client.text()).isEqualTo(from);
        assertThat(client.address()).isEqualTo(IpAddress.parse(from)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "203.0.113.7,",
                "unknown",
                "_hidden",
                "203.0.113.7, unknown",
                "10.0.0.2 10.0.0.3",
                "203.0.113.7, 10.0.0",
                "010.0.0.2",
                "10.0.0.2:99999999",
                "[10.0.0.2",
                "fe80::1%eth0",
                "0x0a000002"
            })
    void knowsNothingWhereItCannotRead(String list) {
        assertThat(PROXIES.client(PROXY, List.of(list)).address()).isEmpty();
    }

    @Test
    void readsAllHeadersAsOneList() {
        assertThat(
                        PROXIES.client(
                                        PROXY,
                                        List.of("10.0.0.9", "203.0.113.7", "10.0.0.2, 10.0.0.3"))
                                .text())
                .isEqualTo("203.0.113.7");
    }

    @Test
    void doesNotBelieveThoseWhoAreNoProxies() {
        Client stranger = client("203.0.113.7");
        Client nobody = new Client(Optional.empty(), "");

        assertThat(PROXIES.client(stranger, List.of("10.0.0.5"))).isEqualTo(stranger);
        assertThat(PROXIES.client(nobody, List.of("10.0.0.5"))).isEqualTo(nobody);
        assertThat(Proxies.NONE.client(PROXY, List.of("203.0.113.7"))).isEqualTo(PROXY);
    }

    @Test
    void takesAProxyThatSaysNothingForTheClient() {
        assertThat(PROXIES.client(PROXY, List.of())).isEqualTo(PROXY);
    }

    @Test
    void readsNoEndlessList() {
        String[] hops = new String[1_000];
        Arrays.fill(hops, "10.0.0.2");

        assertThat(PROXIES.client(PROXY, List.of(String.join(",", hops))).address()).isEmpty();
    }

    /// Who writes the list up to where a proxy adds to it decides nothing.
    @Property
    void cannotBeToldWhereAClientIsByTheClient(@ForAll String claimed) {
        Client client = PROXIES.client(PROXY, List.of(claimed + ", 203.0.113.7, 10.0.0.2"));

        assertThat(client.text()).isEqualTo("203.0.113.7");
    }

    /// Even a proxy that hands on what a client says without adding to it lets nobody in from
    /// among the proxies, unless that is what was said.
    @Property
    void takesNonsenseForNobody(@ForAll String claimed) {
        Client client = PROXIES.client(PROXY, List.of(claimed));

        assertThat(client).isNotEqualTo(PROXY);
    }

    private static Client client(String address) {
        return new Client(IpAddress.parse(address), address);
    }

    private static AddressRange range(String text) {
        return AddressRange.parse(text).orElseThrow();
    }
}
