/// The mechanics: HTTP, gRPC, telemetry, lifecycle. Knows no domain word.
@NullMarked
package dev.kiban.runtime;

import org.jspecify.annotations.NullMarked;
