package dev.kiban.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.Snapshots;
import dev.kiban.kernel.AddressRange;
import dev.kiban.runtime.http.EdgeLimits;
import org.junit.jupiter.api.Test;

class EdgeTest {

    @Test
    void takesWhatIsUsualIfNothingIsSaid() {
        assertThat(Edge.limits(GatewayPlan.empty().entrance())).isEqualTo(EdgeLimits.DEFAULT);
        assertThat(
                        Edge.limits(
                                Snapshots.plan(
                                                Snapshots.trusting(
                                                        AddressRange.parse("10.0.0.0/8")
                                                                .orElseThrow()))
                                        .entrance()))
                .isEqualTo(EdgeLimits.DEFAULT);
    }
}
