package dev.kiban.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.console.Profiles.Backlog;
import dev.kiban.slo.Flows.Piece;
import dev.kiban.slo.Flows.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What readers are told of work that waits.
class BacklogLineTest {
    private static final Instant NOW = Instant.parse("2026-11-22T01:05:20Z");
    private static final Duration WITHIN = Duration.ofSeconds(90);

    @Test
    void saysThatNothingWaits() {
        BacklogLine line =
                new BacklogLine(english(), new Backlog("mails", Waiting.NOTHING, NOW), WITHIN);

        assertThat(line.age()).isEqualTo("nothing waits");
        assertThat(line.limit()).isEqualTo("at most 1 min 30 s");
        assertThat(line.trouble()).isEmpty();
    }

    @Test
    void isCalmAboutWorkThatIsInTime() {
        assertThat(line(english(), 90, 0).age()).isEqualTo("1 min 30 s");
        assertThat(line(english(), 90, 0).trouble()).isEmpty();
    }

    @Test
    void saysThatWorkIsLateWhileOtherWorkIsDone() {
        assertThat(line(english(), 120, 80).trouble())
                .contains("Late: it was to be done by Nov 22, 1:04\u202fAM.");
    }

    /// Done at 01:03 and not in 01:04, which is over.
    @Test
    void saysSinceWhenNothingIsDoneWhileLateWorkWaits() {
        BacklogLine japanese = line(visitor(Language.JAPANESE, "Asia/Tokyo"), 3_601, 140);

        assertThat(line(english(), 120, 140).trouble())
                .contains(
                        "Late, and nothing has been done since Nov 22, 1:03\u202fAM."
                                + " Each such minute counts as bad.");
        assertThat(japanese.age()).isEqualTo("1時間1分");
        assertThat(japanese.limit()).isEqualTo("上限 1分30秒");
        assertThat(japanese.trouble()).get().asString().contains("遅延: 11月22日 10:03 以降");
    }

    @Test
    void saysThatNothingIsDoneWhenNobodyKnowsSinceWhen() {
        Waiting waiting =
                new Waiting(
                        1,
                        Optional.of(new Piece("a", NOW.minus(WITHIN).minusMillis(1))),
                        Optional.empty());

        assertThat(new BacklogLine(english(), new Backlog("mails", waiting, NOW), WITHIN).trouble())
                .get()
                .asString()
                .contains("nothing has been done for an hour");
    }

    @ParameterizedTest
    @CsvSource({
        "PT-5S, 0 s",
        "PT0S, 0 s",
        "PT0.001S, 1 s",
        "PT59.001S, 1 min",
        "PT1H, 1 h",
        "PT1H0M1S, 1 h 1 min",
        "PT23H59M1S, 1 d",
        "P2DT4H30M, 2 d 5 h"
    })
    void makesNoWorkYoungerThanItIs(Duration time, String words) {
        assertThat(new Elapsed(english(), time).rounded()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT1.5S, 1.5 s", "PT36H, 1 d 12 h", "PT6H, 6 h", "P28D, 28 d"})
    void writesLimitsAsTheyAre(Duration time, String words) {
        assertThat(new Elapsed(english(), time).exact()).isEqualTo(words);
    }

    private static Visitor english() {
        return visitor(Language.ENGLISH, "UTC");
    }

    private static Visitor visitor(Language language, String zone) {
        return new Visitor(
                language, Theme.SYSTEM, ZoneId.of(zone), "/", Map.of(), new Reader.Stranger());
    }

    /// @param age of the oldest piece, in seconds
    /// @param done so many seconds ago
    private static BacklogLine line(Visitor visitor, long age, long done) {
        Instant minute = Instant.ofEpochSecond(Math.floorDiv(NOW.getEpochSecond() - done, 60) * 60);
        Waiting waiting =
                new Waiting(
                        3, Optional.of(new Piece("a", NOW.minusSeconds(age))), Optional.of(minute));
        return new BacklogLine(visitor, new Backlog("mails", waiting, NOW), WITHIN);
    }
}
