/// How a program lives: noticing that its files changed
/// ([FileWatch][dev.kiban.runtime.lifecycle.FileWatch]), doing
/// something again and again ([Beat][dev.kiban.runtime.lifecycle.Beat]), and ending in order
/// ([Shutdown][dev.kiban.runtime.lifecycle.Shutdown]).
@NullMarked
package dev.kiban.runtime.lifecycle;

import org.jspecify.annotations.NullMarked;
