/// What the program says to the person in front of it: where it writes, and how tables, counts,
/// and problems look there. Start at
/// [Terminal][dev.kiban.app.terminal.Terminal].
@NullMarked
package dev.kiban.app.terminal;

import org.jspecify.annotations.NullMarked;
