package dev.kiban.runtime.telemetry.log;

import java.util.function.Consumer;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What the program tells the people who run it. The message is a constant; what differs are facts:
///
/// ```java
/// log.info("Plan is live", GENERATION.is(7), ROUTES.is(42));
/// // 2026-11-21T14:38:18.123Z INFO  Plan is live generation=7 routes=42
/// ```
///
/// It is `java.util.logging` underneath, since that is where Vert.x, Netty and gRPC write when
/// nothing else is there: one format for all, and no library.
public final class Log {
    /// Held on to: what nobody holds is forgotten with its level.
    private static final Logger NETTY = Logger.getLogger("io.netty");

    private final Logger logger;

    private Log(Logger logger) {
        this.logger = logger;
    }

    /// The log of one class.
    public static Log of(Class<?> source) {
        return new Log(Logger.getLogger(source.getName()));
    }

    /// A log of its own that hands each finished line to `lines`: for tests, and for tools that
    /// show a log.
    public static Log to(Consumer<String> lines) {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.addHandler(new LineHandler(lines));
        return new Log(logger);
    }

    /// Makes standard error the one place where all logs of this process go, in one format, from
    /// `level` up. What Netty takes for information is for debugging: a line for each late frame.
    public static void install(LogLevel level) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setFormatter(new LogFormatter());
        console.setLevel(Level.ALL);
        root.addHandler(console);
        root.setLevel(level.level());
        NETTY.setLevel(level == LogLevel.INFO ? Level.WARNING : level.level());
    }

    /// Something that only the one who looks for a fault wants to see.
    public void debug(String message, Fact... facts) {
        write(LogLevel.DEBUG, message, facts);
    }

    /// Something that happened as it should, worth a line.
    public void info(String message, Fact... facts) {
        write(LogLevel.INFO, message, facts);
    }

    /// Something that somebody should look at; the program goes on.
    public void warn(String message, Fact... facts) {
        write(LogLevel.WARN, message, facts);
    }

    /// Something that failed and needs a person.
    public void error(String message, Fact... facts) {
        write(LogLevel.ERROR, message, facts);
    }

    /// A fault of the program itself, with its stack trace.
    public void fault(String message, Throwable thrown, Fact... facts) {
        LogRecord entry = entry(LogLevel.ERROR, message, facts);
        entry.setThrown(thrown);
        logger.log(entry);
    }

    private void write(LogLevel level, String message, Fact... facts) {
        if (logger.isLoggable(level.level())) {
            logger.log(entry(level, message, facts));
        }
    }

    private LogRecord entry(LogLevel level, String message, Fact... facts) {
        LogRecord entry = new LogRecord(level.level(), message);
        entry.setLoggerName(logger.getName());
        entry.setParameters(facts);
        return entry;
    }

    private static final class LineHandler extends Handler {
        private final Consumer<String> lines;
        private final LogFormatter formatter = new LogFormatter();

        LineHandler(Consumer<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord entry) {
            lines.accept(formatter.format(entry).stripTrailing());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
