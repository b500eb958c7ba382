package dev.kiban.app.proof;

/// One header line, as it is on the wire.
record Header(String name, String value) {}
