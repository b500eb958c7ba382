package dev.kiban.pace.order;

import dev.kiban.kernel.Share;
import dev.kiban.pace.CanaryPlan;
import dev.kiban.pace.Rate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What somebody wants of a pace in place of what its definition says.
public sealed interface Order {

    /// Nothing starts.
    record Pause() implements Order {
        public static final String ABOUT = "pause";

        @Override
        public String about() {
            return ABOUT;
        }

        @Override
        public String written() {
            return ABOUT;
        }
    }

    /// All rates of the pace are a part of what they would be.
    ///
    /// @param percent 1 to 100
    record Ratio(int percent) implements Order {
        public static final String ABOUT = "ratio";
        private static final int ALL = 100;

        /// @throws IllegalArgumentException if it is no part
        public Ratio {
            if (percent < 1 || percent > ALL) {
                throw new IllegalArgumentException(
                        "a ratio is 1%% to 100%%, not %d%%: to start nothing at all, pause; to go faster, set a rate"
                                .formatted(percent));
            }
        }

        @Override
        public String about() {
            return ABOUT;
        }

        @Override
        public String written() {
            return "ratio %d%%".formatted(percent);
        }
    }

    /// A limit of the pace has another rate.
    ///
    /// @param limit its name, such as `all`
    record OtherRate(String limit, Rate rate) implements Order {

        /// @throws IllegalArgumentException if nothing could start
        public OtherRate {
            if (rate.amount() == 0) {
                throw new IllegalArgumentException(
                        "a rate of %s: to start nothing at all, pause".formatted(rate));
            }
        }

        /// What an order about a limit's rate is about.
        public static String about(String limit) {
            return "rate " + limit;
        }

        @Override
        public String about() {
            return about(limit);
        }

        @Override
        public String written() {
            return "rate %s %s".formatted(limit, rate);
        }
    }

    /// Those with one value of the canary's header get another share of the permits.
    ///
    /// @param value such as `v2`
    record OtherShare(String value, Share share) implements Order {
        private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,62}");

        /// @throws IllegalArgumentException if nobody can have that value
        public OtherShare {
            if (!VALUE.matcher(value).matches() || value.equals(CanaryPlan.REST)) {
                throw new IllegalArgumentException(
                        "'%s' can have no share: name a value of the header, of letters, digits and '._+-'"
                                .formatted(value));
            }
        }

        /// What an order about a share is about.
        public static String about(String value) {
            return "share " + value;
        }

        @Override
        public String about() {
            return about(value);
        }

        @Override
        public String written() {
            return "share %s %s".formatted(value, share);
        }
    }

    /// So many jobs have to start until a deadline: rates are what that needs, within what they
    /// would be.
    ///
    /// @param start when it was ordered
    record Campaign(long jobs, Instant start, Instant deadline) implements Order {
        public static final String ABOUT = "campaign";

        /// As many as a campaign may have.
        public static final long MOST = 1_000_000_000_000L;

        /// @throws IllegalArgumentException if there are no jobs, or there is no time for them
        public Campaign {
            if (jobs < 1 || jobs > MOST) {
                throw new IllegalArgumentException(
                        "a campaign has 1 to %,d jobs, not %,d".formatted(MOST, jobs));
            }
            if (!start.isBefore(deadline)) {
                throw new IllegalArgumentException(
                        "the deadline %s is over at %s".formatted(deadline, start));
            }
        }

        @Override
        public String about() {
            return ABOUT;
        }

        @Override
        public String written() {
            return "campaign %d from %s to %s".formatted(jobs, start, deadline);
        }
    }

    Pattern RATIO = Pattern.compile("ratio (\\d{1,3})%");
    Pattern RATE = Pattern.compile("rate (\\S+) (\\S+)");
    Pattern SHARE = Pattern.compile("share (\\S+) (\\S+)");

    Pattern CAMPAIGN = Pattern.compile("campaign (\\d{1,13}) from (\\S+) to (\\S+)");

    /// What it is about: of each there is one at a time.
    String about();

    /// As it is kept: `rate all 300/s`.
    String written();

    /// What was [#written()].
    ///
    /// @throws IllegalArgumentException if it was not
    static Order read(String text) {
        if (text.equals(Pause.ABOUT)) {
            return new Pause();
        }
        Matcher ratio = RATIO.matcher(text);
        if (ratio.matches()) {
            return new Ratio(Integer.parseInt(ratio.group(1)));
        }
        Matcher rate = RATE.matcher(text);
        if (rate.matches()) {
            return new OtherRate(rate.group(1), Rate.parse(rate.group(2)));
        }
        Matcher share = SHARE.matcher(text);
        if (share.matches()) {
            return new OtherShare(share.group(1), Share.parse(share.group(2)));
        }
        Matcher campaign = CAMPAIGN.matcher(text);
        if (campaign.matches()) {
            return new Campaign(
                    Long.parseLong(campaign.group(1)),
                    instant(campaign.group(2)),
                    instant(campaign.group(3)));
        }
        throw new IllegalArgumentException("there is no order '%s'".formatted(text));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'%s' is no time".formatted(text), e);
        }
    }
}
