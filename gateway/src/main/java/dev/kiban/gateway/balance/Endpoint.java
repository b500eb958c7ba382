package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;

/// One address of a backend as one loop sees it: the way to it, and how it has been doing.
final class Endpoint {
    private final Address address;
    private final Line line;
    private int failures;
    private int offences;
    private boolean healthy = true;
    private boolean failing;
    private boolean ejected;
    private boolean warm = true;
    private long changedNanos;

    Endpoint(Address address, Line line) {
        this.address = address;
        this.line = line;
    }

    Address address() {
        return address;
    }

    Line line() {
        return line;
    }

    /// It has come to others that are here already, and gets few calls at first.
    void arrive(long nowNanos) {
        warm = false;
        changedNanos = nowNanos;
    }

    /// A call went well.
    ///
    /// @return whether that is news
    boolean succeeded() {
        failures = 0;
        if (!failing || ejected) {
            return false; // one that was under way already tells nothing of those to come
        }
        failing = false;
        return true;
    }

    /// A call went wrong.
    ///
    /// @return how many did, one after the other
    int failed() {
        return ++failures;
    }

    /// It has failed too often.
    ///
    /// @param maxOffences no more of them are remembered
    void fail(long nowNanos, int maxOffences) {
        failing = true;
        offences = Math.min(offences + 1, maxOffences);
        changedNanos = nowNanos;
    }

    /// Whether it has failed too often, and its time is not over.
    boolean isFailing() {
        return failing;
    }

    /// It gets no calls until its time is over.
    void eject() {
        ejected = true;
    }

    boolean isEjected() {
        return ejected;
    }

    /// Whether it says, when it is asked, that it can serve.
    boolean isHealthy() {
        return healthy;
    }

    /// What it says when it is asked. One that is well again gets few calls at first.
    void hear(boolean now, long nowNanos) {
        if (now && !healthy) {
            warm = false;
            changedNanos = nowNanos;
        }
        healthy = now;
    }

    EndpointView view() {
        if (!healthy) {
            return new EndpointView(address, EndpointView.State.UNHEALTHY, 1);
        }
        return ejected
                ? new EndpointView(address, EndpointView.State.EJECTED, 1)
                : new EndpointView(address, EndpointView.State.SERVING, 0);
    }

    /// How often it has failed too often, and that is not forgiven.
    int offences() {
        return offences;
    }

    /// It has been well for so long that one offence is forgiven.
    void forgive(long nowNanos) {
        offences--;
        changedNanos = nowNanos;
    }

    /// Its time is over. If it got no calls, it gets few at first.
    void comeBack(long nowNanos) {
        failures = 0;
        failing = false;
        warm = !ejected;
        ejected = false;
        changedNanos = nowNanos;
    }

    /// Whether it gets as many calls as others.
    boolean isWarm() {
        return warm;
    }

    void becomeWarm() {
        warm = true;
    }

    /// Whether it stays what it is as time goes by.
    boolean isCalm() {
        return warm && !failing && offences == 0;
    }

    /// How long ago it last became something else.
    long sinceNanos(long nowNanos) {
        return nowNanos - changedNanos;
    }
}
