/// The services of a snapshot as processes on this machine: what `kiban up` starts, watches and
/// stops. Start at [LocalServices][dev.kiban.app.local.LocalServices].
@NullMarked
package dev.kiban.app.local;

import org.jspecify.annotations.NullMarked;
