/// Asks over HTTP: whoever may start is told so when it is its turn, and waits on an open
/// connection until then.
///
/// Start at [PaceServer][dev.kiban.pace.door.PaceServer]. Nothing here waits: who is held costs a
/// few hundred bytes.
@NullMarked
package dev.kiban.pace.door;

import org.jspecify.annotations.NullMarked;
