package dev.kiban.console;

import dev.kiban.console.web.ConsoleServer;

/// What pages show in tests: services in every state, with one part put in by the test.
public final class FakePorts {
    private static final ConsoleServer.Ports USUAL = FakeProfiles.ports(FakeBoard::everyState);

    private FakePorts() {}

    public static ConsoleServer.Ports withChronicle(Chronicle chronicle) {
        return with(chronicle, USUAL.routes(), USUAL.paces(), USUAL.runs(), USUAL.madeUp());
    }

    public static ConsoleServer.Ports withRoutes(Routes routes) {
        return with(USUAL.chronicle(), routes, USUAL.paces(), USUAL.runs(), USUAL.madeUp());
    }

    public static ConsoleServer.Ports withPaces(Paces paces) {
        return with(USUAL.chronicle(), USUAL.routes(), paces, USUAL.runs(), USUAL.madeUp());
    }

    public static ConsoleServer.Ports withRuns(Runs runs) {
        return with(USUAL.chronicle(), USUAL.routes(), USUAL.paces(), runs, USUAL.madeUp());
    }

    public static ConsoleServer.Ports withMadeUp(MadeUp madeUp) {
        return with(USUAL.chronicle(), USUAL.routes(), USUAL.paces(), USUAL.runs(), madeUp);
    }

    private static ConsoleServer.Ports with(
            Chronicle chronicle, Routes routes, Paces paces, Runs runs, MadeUp madeUp) {
        return new ConsoleServer.Ports(
                USUAL.board(),
                USUAL.profiles(),
                USUAL.lookBacks(),
                chronicle,
                routes,
                paces,
                runs,
                madeUp,
                USUAL.clock());
    }
}
