/// The proof that the real program meets its bars: `kiban gateway` runs as a process, a recording
/// gRPC backend stands behind it, and raw sockets talk to it.
///
/// Start at `GatewayCasesTest`: each case of a JSON file becomes one test. `GatewayProcess` is the
/// program, `RecordingBackend` the service behind it, `HttpSocket` the client in front of it.
@NullMarked
package dev.kiban.app.proof;

import org.jspecify.annotations.NullMarked;
