package dev.kiban.console.page;

/// Where there is nothing.
public record NotFoundPage(Visitor visitor) {}
