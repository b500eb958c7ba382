package dev.kiban.access;

import dev.kiban.kernel.TokenName;

/// Who calls.
///
/// @param name of the token
public record Caller(Scope scope, TokenName name, Right right) {

    /// As whom the ledger knows the caller: `shop-team/ci`.
    public String actor() {
        return switch (scope) {
            case Scope.OneTeam(var team) -> "%s/%s".formatted(team, name);
            case Scope.EveryTeam _ -> name.value();
        };
    }

    @Override
    public String toString() {
        return actor();
    }
}
