/// What the console shows, from the rooms that know it.
@NullMarked
package dev.kiban.app.console;

import org.jspecify.annotations.NullMarked;
