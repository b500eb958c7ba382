package dev.kiban.api;

import dev.kiban.access.Caller;
import dev.kiban.kernel.JobName;
import dev.kiban.pace.run.Expectation;
import dev.kiban.pace.run.Holder;
import dev.kiban.pace.run.Job;
import dev.kiban.pace.run.Overlap;
import dev.kiban.pace.run.RunBook.Busy;
import dev.kiban.pace.run.RunBook.Done;
import dev.kiban.pace.run.RunBook.Held;
import dev.kiban.pace.run.RunBook.Over;
import dev.kiban.pace.run.RunBook.Recorded;
import dev.kiban.pace.run.RunBook.Renewed;
import dev.kiban.pace.run.RunBook.Unknown;
import dev.kiban.pace.run.Search;
import dev.kiban.pace.run.Slot;
import dev.kiban.pace.run.Terms;
import dev.kiban.pace.run.Wish;
import dev.kiban.protos.v1.BeginRunReply;
import dev.kiban.protos.v1.BeginRunRequest;
import dev.kiban.protos.v1.EndRunRequest;
import dev.kiban.protos.v1.ListRunsReply;
import dev.kiban.protos.v1.ListRunsRequest;
import dev.kiban.protos.v1.RenewRunReply;
import dev.kiban.protos.v1.RenewRunRequest;
import dev.kiban.protos.v1.Run;
import dev.kiban.transcode.http.GrpcCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The calls of `RunService`.
final class RunCalls {
    private static final String SERVICE = "kiban.api.v1.RunService/";
    private static final Duration USUAL_LEASE = Duration.ofSeconds(30);
    private static final int USUAL_LIMIT = 50;

    List<Method<?>> all() {
        return List.of(
                Method.of(SERVICE + "BeginRun", BeginRunRequest.parser(), this::begin),
                Method.of(SERVICE + "RenewRun", RenewRunRequest.parser(), this::renew),
                Method.of(SERVICE + "EndRun", EndRunRequest.parser(), this::end),
                Method.of(SERVICE + "ListRuns", ListRunsRequest.parser(), this::list));
    }

    private Answer begin(Desk desk, Caller caller, BeginRunRequest request) {
        Job job = TeamDoor.change(caller, request.getTeam(), request.getJob());
        Wish wish = ApiRefusal.unlessValid(() -> wish(job, caller, request));
        BeginRunReply.Builder reply = BeginRunReply.newBuilder();
        switch (desk.runs().begin(wish)) {
            case Held(var run) ->
                    reply.setAnswer(BeginRunReply.Answer.HELD).setRun(RunMessage.of(run));
            case Busy(var by) ->
                    reply.setAnswer(BeginRunReply.Answer.BUSY).setRun(RunMessage.of(by));
            case Done(var run) ->
                    reply.setAnswer(BeginRunReply.Answer.DONE).setRun(RunMessage.of(run));
        }
        return Answer.ok(reply.build());
    }

    private Answer renew(Desk desk, Caller caller, RenewRunRequest request) {
        Job job = TeamDoor.change(caller, request.getTeam(), request.getJob());
        return switch (desk.runs().renew(job, ask(request.getAsk()))) {
            case Renewed(var run) -> Answer.ok(renewal(true, run));
            case Over(var run) -> Answer.ok(renewal(false, run));
            case Unknown _ -> throw unknown(job);
        };
    }

    private Answer end(Desk desk, Caller caller, EndRunRequest request) {
        Job job = TeamDoor.change(caller, request.getTeam(), request.getJob());
        UUID ask = ask(request.getAsk());
        return switch (ApiRefusal.unlessValid(
                () -> desk.runs().end(job, ask, request.getExit(), request.getTail()))) {
            case Recorded(var run) -> Answer.ok(RunMessage.of(run));
            case Unknown _ -> throw unknown(job);
        };
    }

    private Answer list(Desk desk, Caller caller, ListRunsRequest request) {
        int limit = request.getLimit() == 0 ? USUAL_LIMIT : request.getLimit();
        Search search =
                ApiRefusal.unlessValid(
                        () ->
                                new Search(
                                        TeamDoor.ask(caller, request.getTeam()),
                                        request.getJob().isEmpty()
                                                ? Optional.empty()
                                                : Optional.of(new JobName(request.getJob())),
                                        limit));
        List<Run> runs = desk.runs().find(search).stream().map(RunMessage::of).toList();
        return Answer.ok(ListRunsReply.newBuilder().addAllRuns(runs).build());
    }

    private static Wish wish(Job job, Caller caller, BeginRunRequest request) {
        Terms terms =
                new Terms(
                        ask(request.getAsk()),
                        request.getSlot().isEmpty()
                                ? Optional.empty()
                                : Optional.of(new Slot(request.getSlot())),
                        request.getOverlap() ? Overlap.OTHER_SLOTS : Overlap.NOTHING,
                        request.hasLease() ? lease(request) : USUAL_LEASE,
                        new Holder(request.getHolder(), caller.actor()));
        return new Wish(job, terms, again(request), expectation(request));
    }

    private static Expectation expectation(BeginRunRequest request) {
        if (!request.hasExpectWithin()) {
            return new Expectation.AsBefore();
        }
        long seconds = request.getExpectWithin().getSeconds();
        return seconds == 0
                ? new Expectation.NoMore()
                : new Expectation.Within(Duration.ofSeconds(seconds));
    }

    /// To the millisecond, which is all that is kept.
    private static Duration lease(BeginRunRequest request) {
        if (Math.abs(request.getLease().getSeconds()) > Terms.LONGEST.toSeconds()) {
            throw new IllegalArgumentException(
                    "a lease is of at most %d min".formatted(Terms.LONGEST.toMinutes()));
        }
        return Duration.ofMillis(
                Duration.ofSeconds(request.getLease().getSeconds(), request.getLease().getNanos())
                        .toMillis());
    }

    private static Wish.Again again(BeginRunRequest request) {
        if (!request.getForce().isEmpty()) {
            return new Wish.Forced(request.getForce());
        }
        return request.getRetryFailed() ? new Wish.UntilItSucceeds() : new Wish.Never();
    }

    private static UUID ask(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ApiRefusal.invalid("'ask' is a UUID that you make for each run");
        }
    }

    private static ApiRefusal unknown(Job job) {
        return new ApiRefusal(
                GrpcCode.NOT_FOUND, "no run of %s began with that ask".formatted(job));
    }

    private static RenewRunReply renewal(boolean held, dev.kiban.pace.run.Run run) {
        return RenewRunReply.newBuilder().setHeld(held).setRun(RunMessage.of(run)).build();
    }
}
