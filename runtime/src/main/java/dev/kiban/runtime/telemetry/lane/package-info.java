/// Bytes from many threads to one of its own, in batches; who hands something in never waits.
///
/// Start at [Lanes][dev.kiban.runtime.telemetry.lane.Lanes].
@NullMarked
package dev.kiban.runtime.telemetry.lane;

import org.jspecify.annotations.NullMarked;
