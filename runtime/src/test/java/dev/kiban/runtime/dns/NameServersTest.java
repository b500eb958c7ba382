package dev.kiban.runtime.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.testkit.FakeNameServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NameServersTest {
    private final FakeNameServer server = new FakeNameServer();
    private final NameServers names = new NameServers();

    @AfterEach
    void close() {
        names.close();
        server.close();
    }

    @Test
    void tellsAllAddresses() throws Exception {
        server.says("item.shop", "127.0.0.1", "127.0.0.2");

        assertThat(ask("item.shop"))
                .containsExactlyInAnyOrder(
                        InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2"));
    }

    @Test
    void remembersNoAnswerHoweverLongItMayBeKept() throws Exception {
        server.says("item.shop", "127.0.0.1");
        assertThat(ask("item.shop")).containsExactly(InetAddress.ofLiteral("127.0.0.1"));

        server.says("item.shop", "127.0.0.2");

        assertThat(ask("item.shop")).containsExactly(InetAddress.ofLiteral("127.0.0.2"));
    }

    @Test
    void refusesNamesThatAreNotKnownHaveNoAddressOrCannotBeAskedFor() {
        server.says("empty.shop");

        assertThatThrownBy(() -> ask("item.shop")).isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> ask("empty.shop")).isInstanceOf(UnknownHostException.class);
        server.fail(true);
        assertThatThrownBy(() -> ask("item.shop")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void knowsTheHostsFileOfTheMachine() throws Exception {
        assertThat(names.addresses("localhost", Optional.empty()))
                .isNotEmpty()
                .allMatch(InetAddress::isLoopbackAddress);
    }

    private List<InetAddress> ask(String name) throws UnknownHostException {
        return names.addresses(name, Optional.of(server.address()));
    }
}
