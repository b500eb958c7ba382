package dev.kiban.api;

import dev.kiban.access.Tokens;
import dev.kiban.gateway.weights.WeightBook;
import dev.kiban.ledger.Ledger;
import dev.kiban.pace.order.OrderBook;
import dev.kiban.pace.run.RunBook;
import dev.kiban.pace.sight.SightStore;
import dev.kiban.slo.EventStreams;
import dev.kiban.slo.Flows;
import dev.kiban.slo.ReleaseGate;

/// What calls are answered from, as long as its database is open.
public record Desk(
        Tokens tokens,
        ReleaseGate gate,
        Ledger ledger,
        Corrections corrections,
        Overrides overrides,
        EventStreams streams,
        Flows flows,
        WeightBook weights,
        OrderBook orders,
        SightStore sights,
        RunBook runs) {}
