package dev.kiban.app;

/// How a command shows what it found.
enum ReportFormat {
    text,
    json
}
