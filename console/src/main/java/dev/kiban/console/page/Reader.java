package dev.kiban.console.page;

import dev.kiban.access.Caller.Person;
import dev.kiban.kernel.TeamName;

/// Who looks at a page.
public sealed interface Reader {

    /// Nobody that is known.
    record Stranger() implements Reader {}

    /// The developer of a sandbox, whom nobody asked for a name.
    ///
    /// @param formToken what a form of theirs carries
    record Developer(Person person, String formToken) implements Reader {}

    /// Who signed in.
    ///
    /// @param formToken what a form of theirs carries
    record SignedIn(Person person, String formToken) implements Reader {}

    /// Whether they may change what a team owns. It says what to show; what is done is decided by
    /// whoever does it.
    default boolean mayChange(TeamName owner) {
        return switch (this) {
            case Stranger _ -> false;
            case Developer(Person person, _) -> person.scope().covers(owner);
            case SignedIn(Person person, _) -> person.scope().covers(owner);
        };
    }

    /// What a form of theirs carries; nobody's has none.
    default String token() {
        return switch (this) {
            case Stranger _ -> "";
            case Developer(_, String token) -> token;
            case SignedIn(_, String token) -> token;
        };
    }
}
