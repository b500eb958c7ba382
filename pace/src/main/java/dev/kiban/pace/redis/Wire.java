package dev.kiban.pace.redis;

import dev.kiban.pace.shared.StoreCall;
import dev.kiban.pace.shared.StoreCall.BucketTerms;
import dev.kiban.pace.shared.StoreCall.JobTerms;
import dev.kiban.pace.shared.StoreCall.LimitTerms;
import dev.kiban.pace.shared.StoreReply;
import dev.kiban.pace.shared.StoreReply.JobCount;
import dev.kiban.runtime.redis.RedisReply;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Calls as keys and arguments of the script, and what it returns as replies.
final class Wire {
    private static final String PREFIX = "{kiban.pace}";
    private static final HexFormat HEX = HexFormat.of();

    private Wire() {}

    /// What Redis is sent.
    record Sent(List<String> keys, List<String> arguments) {}

    static Sent of(StoreCall call) {
        return switch (call) {
            case StoreCall.Take take -> take(take);
            case StoreCall.GiveBack(_, String permit) -> about("back", permit);
            case StoreCall.Done(_, String permit) -> about("done", permit);
            case StoreCall.Renew(_, String permit) -> about("renew", permit);
            case StoreCall.Change(_, List<LimitTerms> limits) -> change("change", limits);
            case StoreCall.Enter enter -> enter(enter);
        };
    }

    private static Sent about(String what, String permit) {
        return new Sent(List.of(permitKey(permit)), List.of(what, permit));
    }

    private static Sent take(StoreCall.Take take) {
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        keys.add(permitKey(take.permit()));
        arguments.addAll(
                List.of(
                        "take",
                        take.permit(),
                        text(take.cost()),
                        text(take.horizonMicros()),
                        text(take.leaseMicros()),
                        text(take.buckets().size()),
                        text(take.jobs().size())));
        arguments.add(take.repeat().isEmpty() ? "0" : "1");
        if (!take.repeat().isEmpty()) {
            keys.add(PREFIX + "repeat:" + take.repeat());
        }
        for (BucketTerms bucket : take.buckets()) {
            LimitTerms limit = bucket.limit();
            keys.add(limitKey(limit));
            if (limit.isKeyed()) {
                keys.add(bucketKey(bucket));
            }
            limit(limit, arguments);
            arguments.add(text(limit.burst()));
        }
        for (JobTerms jobs : take.jobs()) {
            keys.add(jobsKey(jobs.pace()));
            arguments.add(text(jobs.atMost()));
        }
        return new Sent(keys, arguments);
    }

    private static Sent change(String what, List<LimitTerms> limits) {
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(what, text(limits.size())));
        for (LimitTerms limit : limits) {
            keys.add(limitKey(limit));
            limit(limit, arguments);
        }
        return new Sent(keys, arguments);
    }

    private static void limit(LimitTerms limit, List<String> arguments) {
        arguments.add(limit.isKeyed() ? "1" : "0");
        arguments.add(text(limit.anHour()));
        arguments.add(text(limit.immediate()));
    }

    private static Sent enter(StoreCall.Enter enter) {
        Sent sent = change("enter", enter.limits());
        for (StoreCall.Running one : enter.running()) {
            sent.keys().add(permitKey(one.permit()));
            one.paces().forEach(pace -> sent.keys().add(jobsKey(pace)));
            sent.arguments().add(one.permit());
            sent.arguments().add(text(one.leftMicros()));
            sent.arguments().add(text(one.paces().size()));
            sent.arguments().add(text(one.leaseMicros()));
        }
        return sent;
    }

    private static String permitKey(String permit) {
        return PREFIX + "permit:" + permit;
    }

    private static String limitKey(LimitTerms limit) {
        return PREFIX + (limit.isKeyed() ? "limits:" : "limit:") + limit.name();
    }

    private static String bucketKey(BucketTerms bucket) {
        return PREFIX
                + "bucket:"
                + bucket.limit().name()
                + ':'
                + HEX.toHexDigits(bucket.high())
                + HEX.toHexDigits(bucket.low());
    }

    private static String jobsKey(String pace) {
        return PREFIX + "jobs:" + pace;
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    static StoreReply reply(StoreCall call, RedisReply reply) {
        return switch (call) {
            case StoreCall.Take take -> taken(take, reply);
            case StoreCall.GiveBack _, StoreCall.Done _, StoreCall.Renew _ ->
                    new StoreReply.Found(reply.number(0) == 1);
            case StoreCall.Change _, StoreCall.Enter _ -> new StoreReply.Noted();
        };
    }

    private static StoreReply taken(StoreCall.Take take, RedisReply reply) {
        int what = (int) reply.number(0);
        long delay = reply.number(1);
        if (what == 2) {
            return new StoreReply.Same(reply.text(2), delay);
        }
        int next = 2;
        List<Long> levels = new ArrayList<>(take.buckets().size());
        for (int i = 0; i < take.buckets().size(); i++) {
            levels.add(reply.number(next++));
        }
        List<JobCount> jobs = new ArrayList<>(take.jobs().size());
        for (int i = 0; i < take.jobs().size(); i++) {
            jobs.add(new JobCount((int) reply.number(next), (int) reply.number(next + 1)));
            next += 2;
        }
        return what == 1
                ? new StoreReply.Taken(delay, levels, jobs)
                : new StoreReply.NotNow(delay, levels, jobs);
    }
}
