/// The launcher `./kiban` and the scripts that it uses, run as they are in a house of pretend JDKs.
@NullMarked
package dev.kiban.launcher;

import org.jspecify.annotations.NullMarked;
