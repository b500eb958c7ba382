package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.gateway.UpstreamTarget;
import java.util.ArrayList;
import java.util.List;

/// Writes down what it is told.
final class NotedBalance implements BalanceReport {
    private final List<String> heard = new ArrayList<>();

    List<String> heard() {
        return heard;
    }

    @Override
    public void ejected(UpstreamTarget target, Address endpoint) {
        heard.add("ejected " + endpoint.port());
    }

    @Override
    public void returned(UpstreamTarget target, Address endpoint) {
        heard.add("returned " + endpoint.port());
    }

    @Override
    public void heldBack(UpstreamTarget target) {
        heard.add("held back");
    }

    @Override
    public void budgetSpent(UpstreamTarget target) {
        heard.add("budget spent");
    }
}
