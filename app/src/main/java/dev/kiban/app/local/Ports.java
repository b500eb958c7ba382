package dev.kiban.app.local;

import dev.kiban.definition.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Whether somebody listens at an address.
final class Ports {
    private static final int CONNECT_TIMEOUT_MILLIS = 500;

    private Ports() {}

    static boolean accepts(Address address) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.host(), address.port()), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
