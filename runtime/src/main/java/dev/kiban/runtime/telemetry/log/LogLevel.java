package dev.kiban.runtime.telemetry.log;

import java.util.logging.Level;

/// How much a line of the log matters.
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    Level level() {
        return switch (this) {
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARN -> Level.WARNING;
            case ERROR -> Level.SEVERE;
        };
    }

    static LogLevel of(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return ERROR;
        }
        if (value >= Level.WARNING.intValue()) {
            return WARN;
        }
        return value >= Level.INFO.intValue() ? INFO : DEBUG;
    }
}
