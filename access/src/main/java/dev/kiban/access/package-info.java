/// Who may call: programs by tokens that they carry, people by signing in; and whose services they
/// act for.
///
/// Start at [Caller][dev.kiban.access.Caller]. [Tokens][dev.kiban.access.Tokens] makes tokens,
/// takes them back, and says who a [Secret][dev.kiban.access.Secret] belongs to;
/// [Sessions][dev.kiban.access.Sessions] does so for people. Each act is an event of the ledger.
/// The secret is known to who carries it; kept is its hash.
@NullMarked
package dev.kiban.access;

import org.jspecify.annotations.NullMarked;
