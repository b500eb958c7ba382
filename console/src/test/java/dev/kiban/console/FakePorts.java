package dev.kiban.console;

import dev.kiban.console.web.ConsoleServer;

/// What pages show in tests: services in every state, with one part put in by the test.
public final class FakePorts {
    private static final ConsoleServer.Ports USUAL = FakeProfiles.ports(FakeBoard::everyState);

    private FakePorts() {}

    public static ConsoleServer.Ports withChronicle(Chronicle chronicle) {
        return with(chronicle, USUAL.routes(), USUAL.madeUp());
    }

    public static ConsoleServer.Ports withRoutes(Routes routes) {
        return with(USUAL.chronicle(), routes, USUAL.madeUp());
    }

    public static ConsoleServer.Ports withMadeUp(MadeUp madeUp) {
        return with(USUAL.chronicle(), USUAL.routes(), madeUp);
    }

    private static ConsoleServer.Ports with(Chronicle chronicle, Routes routes, MadeUp madeUp) {
        return new ConsoleServer.Ports(
                USUAL.board(),
                USUAL.profiles(),
                USUAL.lookBacks(),
                chronicle,
                routes,
                madeUp,
                USUAL.clock());
    }
}
