/// How fast, and how many at once: what decides the rate of a limit and the number of jobs in
/// flight. The pacer holds those; nothing here keeps anything, or reads a clock.
///
/// [Steering][dev.kiban.pace.steer.Steering] goes by how that feels which jobs work on, a
/// [Campaign][dev.kiban.pace.steer.Campaign] by when they have to be through; the lower
/// rate counts. [Learned][dev.kiban.pace.steer.Learned] says how many may be in flight, by how
/// long jobs take; no definition asks for that yet.
@NullMarked
package dev.kiban.pace.steer;

import org.jspecify.annotations.NullMarked;
