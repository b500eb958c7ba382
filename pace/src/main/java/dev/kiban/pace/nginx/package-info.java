/// The arithmetic of `limit_req`, bit by bit: thousandths of a request and milliseconds, truncated
/// where nginx truncates (`ngx_http_limit_req_module.c`, the same in 1.22.1 and in 2026).
///
/// A package of its own, since it is arithmetic alone, and another program's. Start at
/// [Rules][dev.kiban.pace.nginx.Rules].
///
/// One thing is not as in nginx. There, a key that was idle for 60 seconds is deleted when another
/// key is made, although it may not have drained entirely: so whether a request passes depends on
/// requests of others. Here a key is forgotten when that makes no difference.
@NullMarked
package dev.kiban.pace.nginx;

import org.jspecify.annotations.NullMarked;
