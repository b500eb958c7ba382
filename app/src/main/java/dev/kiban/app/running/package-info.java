/// A gateway, its console and its API as one running program, wired from top to bottom. Start at
/// [RunningGateway][dev.kiban.app.running.RunningGateway].
@NullMarked
package dev.kiban.app.running;

import org.jspecify.annotations.NullMarked;
