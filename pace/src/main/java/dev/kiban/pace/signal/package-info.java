/// Reads the signals by which paces are steered: from a Prometheus, an address, a database.
///
/// Start at [SignalWatch][dev.kiban.pace.signal.SignalWatch].
@NullMarked
package dev.kiban.pace.signal;

import org.jspecify.annotations.NullMarked;
