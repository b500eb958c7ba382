/// The pages over HTTP. Start at [ConsoleServer][dev.kiban.console.web.ConsoleServer].
@NullMarked
package dev.kiban.console.web;

import org.jspecify.annotations.NullMarked;
