package dev.kiban.pace.portion;

import java.util.List;

/// Other replicas than the one that renews.
///
/// @param claims of those whose leases last
/// @param lost those whose leases have ended: they may be cut off, and go on with what is safe
/// @param known whether those are all that there can be
record Others(List<Claim> claims, int lost, boolean known) {

    Others {
        claims = List.copyOf(claims);
    }
}
