/// How fast, and how many at once: what decides the rate of a limit and the number of jobs in
/// flight. The pacer holds those; nothing here keeps anything, or reads a clock.
///
/// Three things decide, and the lowest of what they say counts: how that which jobs work on feels
/// ([Steering][dev.kiban.pace.steer.Steering]), by when they have to be through
/// ([Campaign][dev.kiban.pace.steer.Campaign]), and how long jobs take
/// ([Learned][dev.kiban.pace.steer.Learned]).
@NullMarked
package dev.kiban.pace.steer;

import org.jspecify.annotations.NullMarked;
