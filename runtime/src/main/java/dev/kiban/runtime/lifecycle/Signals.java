package dev.kiban.runtime.lifecycle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/// Signals of the system.
///
/// The only API for them is `sun.misc.Signal`: exported by the JDK, but javac warns of it with no
/// way to accept the warning, so it is called by reflection.
public final class Signals {

    private Signals() {}

    /// A signal came.
    @FunctionalInterface
    public interface Handler {
        /// @param name such as `TERM`
        /// @param number such as 15
        void came(String name, int number);
    }

    /// From now on such signals do nothing else than call the handler, on a thread of its own. On a
    /// JVM without that API, or one started with `-Xrs`, they do what they did.
    ///
    /// @param names such as `TERM`
    public static void handle(List<String> names, Handler handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Method handle = signal.getMethod("handle", signal, type);
            Object proxy = proxy(signal, type, handler);
            for (String name : names) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException e) {
            // see above
        }
    }

    private static Object proxy(Class<?> signal, Class<?> type, Handler handler)
            throws NoSuchMethodException {
        Method name = signal.getMethod("getName");
        Method number = signal.getMethod("getNumber");
        return Proxy.newProxyInstance(
                Signals.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        method.getName().equals("handle")
                                ? came(handler, name, number, arguments[0])
                                : ofObject(self, method, arguments));
    }

    private static Object came(Handler handler, Method name, Method number, Object signal)
            throws IllegalAccessException, InvocationTargetException {
        handler.came((String) name.invoke(signal), (int) number.invoke(signal));
        return signal; // of a method that gives nothing
    }

    /// What each object does.
    private static Object ofObject(Object self, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> System.identityHashCode(self) == System.identityHashCode(arguments[0]);
            case "hashCode" -> System.identityHashCode(self);
            default -> "handler of signals";
        };
    }
}
