package dev.kiban.runtime.admin;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.kiban.runtime.http.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Makes HTTP servers of the JDK, for pages that people look at: nobody may dawdle, and there are
/// 256 connections at most.
///
/// The JDK takes such limits from the properties of the system only, once, when its first server is
/// made. What the program was started with holds before what is said here.
public final class BoundedServer {
    private static final int BACKLOG = 64;

    static {
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "10");
        System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", "60");
        System.getProperties().putIfAbsent("jdk.httpserver.maxConnections", "256");
    }

    private BoundedServer() {}

    /// One that has its address, and does not serve yet.
    ///
    /// @param tls if it speaks TLS
    /// @throws IOException if the address cannot be had
    /// @throws IllegalArgumentException if the files for TLS cannot be used
    public static HttpServer at(InetSocketAddress address, Optional<ServerTls> tls)
            throws IOException {
        if (tls.isEmpty()) {
            return HttpServer.create(address, BACKLOG);
        }
        HttpsServer server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.get().context()));
        return server;
    }
}
