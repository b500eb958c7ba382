package dev.kiban.pace;

/// Something that a waiter is to be told, once the lock is free.
record Told(Waiter waiter, Answer.Last answer) {}
