package dev.kiban.access;

import dev.kiban.kernel.TokenName;

/// Who calls.
public sealed interface Caller {

    /// Whose services they act for.
    Scope scope();

    /// As whom the ledger knows them: `shop-team/ci`, `amy@example.com`.
    String actor();

    /// Whether they may change things, and not only look.
    boolean mayChange();

    /// A program, known by its token.
    ///
    /// @param name of the token
    record Program(Scope scope, TokenName name, Right right) implements Caller {

        @Override
        public String actor() {
            return switch (scope) {
                case Scope.OneTeam(var team) -> "%s/%s".formatted(team, name);
                case Scope.SeveralTeams _, Scope.EveryTeam _ -> name.value();
            };
        }

        @Override
        public boolean mayChange() {
            return right == Right.CHANGE;
        }

        @Override
        public String toString() {
            return actor();
        }
    }

    /// Someone who looks at pages.
    ///
    /// @param actor a name that nobody else can take
    record Person(String actor, Scope scope) implements Caller {

        @Override
        public boolean mayChange() {
            return true;
        }

        @Override
        public String toString() {
            return actor;
        }
    }
}
