package dev.kiban.runtime.lifecycle;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/// SIGTERM and SIGINT after the first one.
///
/// The JVM ignores signals once it is shutting down, and the only API that can change that is
/// `sun.misc.Signal`: exported by the JDK, but javac warns of it with no way to accept the warning,
/// so it is called by reflection. On a JVM without it a second signal is ignored as before, and the
/// limits of the steps still hold.
final class TerminationSignals {
    private static final int EXIT_CODE_BASE = 128; // shells report death by signal n as 128 + n

    private TerminationSignals() {}

    /// From now on each such signal ends the process at once, with all that it has started.
    static void haltOnNext() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Method handle = signal.getMethod("handle", signal, handler);
            Method number = signal.getMethod("getNumber");
            Object halt =
                    Proxy.newProxyInstance(
                            TerminationSignals.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (proxy, method, arguments) -> {
                                halt((int) number.invoke(arguments[0]));
                                return proxy;
                            });
            for (String name : List.of("TERM", "INT")) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), halt);
            }
        } catch (ReflectiveOperationException e) {
            // see above: a JVM without this API, or one started with -Xrs
        }
    }

    /// Nobody is left to end what we have started, so that ends too.
    private static void halt(int signal) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(EXIT_CODE_BASE + signal);
    }
}
