@NullMarked
package dev.kiban.app.console;

import org.jspecify.annotations.NullMarked;
