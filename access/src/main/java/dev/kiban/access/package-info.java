/// Who may call: tokens that programs carry, and whose they are.
///
/// Start at [Tokens][dev.kiban.access.Tokens]: it makes tokens, takes them back, and says who a
/// [Secret][dev.kiban.access.Secret] belongs to, as a [Caller][dev.kiban.access.Caller]. Each act
/// is an event of the ledger. The secret is known to who carries it; kept is its hash.
@NullMarked
package dev.kiban.access;

import org.jspecify.annotations.NullMarked;
