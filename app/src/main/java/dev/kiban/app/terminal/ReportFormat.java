package dev.kiban.app.terminal;

/// How a command shows what it found.
public enum ReportFormat {
    text,
    json
}
