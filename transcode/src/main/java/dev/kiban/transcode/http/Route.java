package dev.kiban.transcode.http;

/// One method and template, and what they lead to.
record Route<T>(String method, PathTemplate template, T target) {}
