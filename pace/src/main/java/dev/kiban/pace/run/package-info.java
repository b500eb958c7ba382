/// Who runs a job, and which of its slots: one at a time, wherever they are.
///
/// Start at [RunBook][dev.kiban.pace.run.RunBook]. What it decides stands in `RunRules`, which is
/// pure; a [RunStore][dev.kiban.pace.run.RunStore] gives it what is known of a job, one at a time,
/// and the only clock that counts.
@NullMarked
package dev.kiban.pace.run;

import org.jspecify.annotations.NullMarked;
