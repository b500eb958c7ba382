package dev.kiban.pace;

/// A job in flight. Its alarm is the end of its lease.
final class Lease extends Alarm {
    final Permit permit;

    Lease(Permit permit) {
        this.permit = permit;
    }
}
