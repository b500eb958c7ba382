package dev.kiban.access;

import dev.kiban.kernel.TokenName;
import dev.kiban.ledger.Hash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where tokens are kept, by the hashes of their secrets.
public interface TokenStore {

    /// Adds one, if its name is free and the scope has less than so many. One that has expired when
    /// this one is made holds no name.
    ///
    /// @param most tokens of the scope
    Adding add(Hash hash, Issued token, int most);

    /// Takes one back, from now on.
    ///
    /// @return false if there is none of that name
    boolean remove(Scope scope, TokenName name);

    /// Whose secret has this hash, and holds.
    Optional<Caller.Program> find(Hash hash, Instant now);

    /// All that hold, by scope and name.
    List<Issued> all(Instant now);

    /// What became of a new one.
    enum Adding {
        ADDED,
        NAME_TAKEN,
        TOO_MANY
    }
}
