package dev.kiban.console;

import dev.kiban.access.Caller.Person;
import dev.kiban.access.Secret;
import java.util.Map;
import java.util.Optional;

/// Who may look at pages, and as whom.
public sealed interface Reception {

    /// Nobody: there are no pages, and what is served beside them lets in whom it knows.
    record Closed() implements Reception {}

    /// Whoever can reach them; nobody is known, and nothing can be changed.
    record Strangers() implements Reception {}

    /// Whoever can reach them is the developer of a sandbox, whose services they are.
    ///
    /// @param forms which forms are ours; drawn at each start
    record Developer(Person person, Secret forms) implements Reception {}

    /// Who signs in.
    record SignIns(Desk desk) implements Reception {}

    /// Signs people in, and knows them again. A port.
    interface Desk {

        /// Begins; empty if nobody can sign in now.
        Optional<Begun> begin();

        /// Ends what was begun, with what the browser came back with.
        Arrival finish(Secret attempt, Map<String, String> answer);

        /// Whose session it is; empty if it is nobody's, or not any more.
        Optional<Person> identify(Secret session);

        /// Ends a session, if it is there.
        ///
        /// @return where the browser signs out at the provider too, if that can be done
        Optional<String> end(Secret session);
    }

    /// An attempt to sign in.
    ///
    /// @param attempt for the browser that makes it
    /// @param address where that browser goes now
    record Begun(Secret attempt, String address) {}

    /// What became of an attempt.
    sealed interface Arrival {}

    /// A new session.
    record Welcome(Secret session) implements Arrival {}

    /// There is none.
    record TurnedAway(Why why) implements Arrival {}

    /// Why somebody is not let in.
    enum Why {
        /// The provider does not say who they are, or not to be believed.
        UNKNOWN,
        /// They are in none of the teams here.
        NO_TEAM,
        /// It cannot be found out now.
        NOT_NOW
    }
}
