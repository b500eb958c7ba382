/// The arithmetic of `limit_req`, bit by bit: thousandths of a request and milliseconds, truncated
/// where nginx truncates (`ngx_http_limit_req_module.c`, the same in 1.22.1 and in 2026).
///
/// A package of its own, since it is arithmetic alone, and another program's. Start at
/// [Rules][dev.kiban.pace.nginx.Rules].
///
/// Also where it surprises: a key that was idle for 60 seconds is forgotten when another key is
/// made, although its last request may not have drained entirely. So whether a request passes can
/// depend on requests of others.
@NullMarked
package dev.kiban.pace.nginx;

import org.jspecify.annotations.NullMarked;
