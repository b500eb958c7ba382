/// What this program says: its own log ([Log][dev.kiban.runtime.telemetry.log.Log], for people) and
/// lines about what it did ([LineLog][dev.kiban.runtime.telemetry.log.LineLog], for machines, one
/// JSON object each).
///
/// In both, a value cannot break out of its place: control characters, quotes and line ends are
/// escaped, and each value and line has a limit. `Log` may block for a moment; `LineLog` never
/// does: it drops and counts.
@NullMarked
package dev.kiban.runtime.telemetry.log;

import org.jspecify.annotations.NullMarked;
