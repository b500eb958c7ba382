/// Which endpoint of a backend a call goes to, and what happens when one fails.
///
/// An {@link dev.kiban.gateway.balance.Upstream} is a backend as one event loop sees it; {@link
/// dev.kiban.gateway.balance.Upstreams} are all of that loop, kept across plans. Everything here is
/// confined to its loop.
@NullMarked
package dev.kiban.gateway.balance;

import org.jspecify.annotations.NullMarked;
