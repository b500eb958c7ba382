package dev.kiban.pace.reception;

import dev.kiban.pace.Answer;

/// What becomes of an ask.
public sealed interface Outcome {
    /// The job may start, now or when its turn is.
    record Passed(Answer.Pass pass) implements Outcome {}

    /// It may not.
    record Refused(Refusal refusal) implements Outcome {}
}
