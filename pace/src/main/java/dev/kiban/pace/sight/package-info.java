/// What pace servers see, kept where people look: as it is now, and over the last day. Only for
/// people; nothing is decided by it.
@NullMarked
package dev.kiban.pace.sight;

import org.jspecify.annotations.NullMarked;
