/// The program: its commands, and the wiring of all rooms into one.
@NullMarked
package dev.kiban.app;

import org.jspecify.annotations.NullMarked;
