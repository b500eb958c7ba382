/// The command line, and the wiring of all rooms into one program.
@NullMarked
package dev.kiban.app;

import org.jspecify.annotations.NullMarked;
