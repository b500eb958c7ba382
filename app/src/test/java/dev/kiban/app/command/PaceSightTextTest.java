package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.kiban.protos.v1.CampaignSight;
import dev.kiban.protos.v1.LimitSight;
import dev.kiban.protos.v1.LimitStatus;
import dev.kiban.protos.v1.PaceSight;
import dev.kiban.protos.v1.PaceStatus;
import org.junit.jupiter.api.Test;

class PaceSightTextTest {
    @Test
    void tellsWhatOneServerSees() {
        PaceSight sight =
                PaceSight.newBuilder()
                        .setServer("batch-1:8090")
                        .setPerSecond(86.42)
                        .setInLine(1_203)
                        .addLimits(LimitSight.newBuilder().setLimit("all").setRate("317102/h"))
                        .addLimits(LimitSight.newBuilder().setLimit("x-sender").setRate("6/s"))
                        .setCampaign(
                                CampaignSight.newBuilder()
                                        .setVerdict("at_risk")
                                        .setJobs(1_000_000)
                                        .setRemaining(412_000)
                                        .setThrough(Timestamp.newBuilder().setSeconds(7_200))
                                        .setDeadline(Timestamp.newBuilder().setSeconds(10_800)))
                        .build();

        assertThat(PaceSightText.lines(seen(sight)))
                .containsExactly(
                        "  now        86.4/s start, 1,203 wait, limit all at 88.1/s; by batch-1:8090",
                        "  campaign   at risk: 412,000 of 1,000,000 left, through at 1970-01-01T02:00:00Z, due at 1970-01-01T03:00:00Z");
    }

    private static PaceStatus seen(PaceSight sight) {
        return PaceStatus.newBuilder()
                .addLimits(LimitStatus.newBuilder().setLimit("all").setAllowed("200/s"))
                .addLimits(LimitStatus.newBuilder().setLimit("x-sender").setAllowed("6/s"))
                .addSights(sight)
                .build();
    }
}
