package dev.kiban.pace;

/// An ask whose turn was fixed on arrival. Its alarm is that turn.
final class Turn extends Waiting {

    Turn(Ask ask, Permit permit) {
        super(ask, permit);
    }
}
