/// Other programs, run as children of this one. Start at
/// [ChildProcess][dev.kiban.runtime.process.ChildProcess].
@NullMarked
package dev.kiban.runtime.process;

import org.jspecify.annotations.NullMarked;
