package dev.kiban.pace;

/// Something that the store was asked, and has not answered yet.
sealed interface Awaited permits Sent, Errand {}
