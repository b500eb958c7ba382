/// The command line: each command a class of its own. Start at
/// [Kiban][dev.kiban.app.command.Kiban].
@NullMarked
package dev.kiban.app.command;

import org.jspecify.annotations.NullMarked;
