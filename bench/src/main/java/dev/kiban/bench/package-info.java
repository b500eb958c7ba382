/// Micro benchmarks, and side by side with real peers.
@NullMarked
package dev.kiban.bench;

import org.jspecify.annotations.NullMarked;
