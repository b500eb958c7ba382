/// The gateway beside nginx: one upstream, one load, alternating rounds; the result is the CPU
/// time that each proxy spends on a request.
///
/// `GatewayVersusNginx` is the main program, and `bench/gateway-vs-nginx` starts it. Everything
/// runs as a process of its own, so that the kernel keeps the accounts: the proxies, the upstream
/// (`Upstream`), the load (h2load).
@NullMarked
package dev.kiban.bench.sidebyside;

import org.jspecify.annotations.NullMarked;
