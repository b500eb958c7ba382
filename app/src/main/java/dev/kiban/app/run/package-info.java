/// `kiban run`: runs a command while nobody else does, and stops it when that is not sure any more.
///
/// Start at [CommandRun][dev.kiban.app.run.CommandRun]. It starts in less than 300 ms, so it keeps
/// to few classes: no protobuf, no Netty, no pool of threads.
@NullMarked
package dev.kiban.app.run;

import org.jspecify.annotations.NullMarked;
