package dev.kiban.app.command;

import dev.kiban.app.option.ApiAddress;
import dev.kiban.app.option.ApiPlace;
import dev.kiban.app.run.CommandRun;
import dev.kiban.app.run.PaceTerms;
import dev.kiban.app.run.Policy;
import dev.kiban.app.run.RunTerms;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.PaceName;
import dev.kiban.runtime.lifecycle.Signals;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kiban run`: runs a command while nobody else does.
@Command(
        name = "run",
        description =
                "Run a command, never twice at once and, with a slot, at most once for it, wherever it is started.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The command finds KIBAN_FENCE, KIBAN_JOB and KIBAN_SLOT in its environment. The fence grows with each run of the job: who has a smaller one than was seen is too late.",
            "",
            "Exit codes: those of the command; 0 also if it is not run as another one runs (--when-held skip), or as the slot was run and succeeded; 2 the command line is wrong, 69 nobody can tell whether another one runs, 70 the slot was run and failed or was lost, 74 the lease was lost and the command stopped, 75 another one runs (--when-held fail or wait), 77 the API refuses, 127 there is no such command, 128 + n ended by signal n.",
            "",
            "Examples:",
            "  kiban run --lock nightly-report --slot 2026-11-21T03:00Z -- php batch.php",
            "  kiban run --pace push -- ./send.sh",
            "  kiban run --lock sync --when-held wait --wait 10m -- ./sync.sh",
            "  kiban run --lock nightly-report --slot 2026-11-21T03:00Z --force 'bad data, see INC-7' -- php batch.php"
        })
public final class RunCommand implements Callable<Integer> {
    private static final String PACE_KEY = "KIBAN_PACE_KEY";

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Option(
            names = "--lock",
            paramLabel = "JOB",
            description = "The job: nobody else of the team runs it at the same time.")
    private String job = "";

    @Option(
            names = "--slot",
            paramLabel = "SLOT",
            description =
                    "For which time it runs, such as 2026-11-21T03:00Z: each slot is run at most once. Without it, runs are only kept from overlapping.")
    private String slot = "";

    @Option(
            names = "--pace",
            paramLabel = "PACE",
            description = "Wait until this pace lets the command start.")
    private String pace = "";

    @Option(
            names = "--pace-at",
            paramLabel = "URL",
            description = "Where paces are asked (default: http://localhost:8090).")
    private URI paceAt = URI.create("http://localhost:8090");

    @Option(
            names = "--pace-header",
            paramLabel = "NAME=VALUE",
            description =
                    "What the job is, for the pace, such as x-sender=shop; more than once for more. The environment's KIBAN_PACE_KEY is x-api-key.")
    private Map<String, String> paceHeaders = Map.of();

    @Option(
            names = "--team",
            paramLabel = "TEAM",
            description = "Whose job it is (default: that of the token).")
    private String team = "";

    @Option(
            names = "--when-held",
            paramLabel = "WHAT",
            description =
                    "While another one runs: skip (the default) ends with 0, fail with 75, wait waits.")
    private Policy.WhenHeld whenHeld = Policy.WhenHeld.skip;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = ShortTime.class,
            description =
                    "How long to wait for the pace, and for another one, such as 10m (default: 1h).")
    private Duration waiting = Duration.ofHours(1);

    @Option(
            names = "--without-store",
            paramLabel = "WHAT",
            description =
                    "When nobody can tell whether another one runs: refuse (the default) ends with 69, run runs it all the same.")
    private Policy.WithoutStore withoutStore = Policy.WithoutStore.refuse;

    @Option(
            names = "--retry-failed",
            description = "Run a slot again that failed, or was lost (default: at most once).")
    private boolean retryFailed;

    @Option(
            names = "--force",
            paramLabel = "REASON",
            description =
                    "Run a slot again whatever came of it, but never beside another one. The reason stands in the ledger.")
    private String force = "";

    @Option(
            names = "--overlap",
            description = "Let other slots run at the same time, if they say so too.")
    private boolean overlap;

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            converter = ShortTime.class,
            description =
                    "How long others wait when nothing is heard of this one (default: 30s). It is renewed three times in it.")
    private Duration lease = Duration.ofSeconds(30);

    @Option(
            names = "--expect-within",
            paramLabel = "TIME",
            converter = ExpectedTime.class,
            description =
                    "A run of the job succeeds within so much time after the last one that did, such as 25h, or its team is told by an alert; never ends that (default: as was said before).")
    private Optional<Duration> expectWithin = Optional.empty();

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            converter = ShortTime.class,
            description =
                    "What the command gets to stop, after TERM, INT or HUP was sent on to it (default: 10s).")
    private Duration grace = Duration.ofSeconds(10);

    @Mixin private ApiPlace api = new ApiPlace();

    @Parameters(
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "The command and its arguments, after --.")
    private List<String> words = List.of();

    private RunCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    /// With nothing else around it: it must start soon.
    public static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new RunCommand(terminal, environment))
                .setStopAtPositional(true)
                .setOut(terminal.out())
                .setErr(terminal.err());
    }

    @Override
    public Integer call() throws InterruptedException {
        if (job.isEmpty() && pace.isEmpty()) {
            throw api.wrong("say --lock JOB, --pace PACE, or both");
        }
        if (job.isEmpty() && !(slot.isEmpty() && expectWithin.isEmpty())) {
            throw api.wrong("--slot and --expect-within are of a job: say --lock JOB too");
        }
        RunTerms terms =
                new RunTerms(
                        pace(),
                        job,
                        team,
                        slot,
                        overlap,
                        retryFailed,
                        force,
                        lease,
                        expectWithin,
                        words);
        Policy policy = new Policy(whenHeld, waiting, withoutStore, grace);
        CommandRun run = new CommandRun(address(), terms, policy, terminal.err());
        Signals.handle(List.of("TERM", "INT", "HUP"), run::signalled);
        return run.run();
    }

    private Optional<PaceTerms> pace() {
        if (pace.isEmpty()) {
            return Optional.empty();
        }
        try {
            Map<String, String> headers = new HashMap<>(paceHeaders);
            String key = environment.getOrDefault(PACE_KEY, "");
            if (!key.isEmpty()) {
                headers.put("x-api-key", key);
            }
            return Optional.of(new PaceTerms(new PaceName(pace), paceAt, headers));
        } catch (IllegalArgumentException e) {
            throw api.wrong(String.valueOf(e.getMessage()));
        }
    }

    /// Without a job, nobody is asked for it.
    private ApiAddress address() {
        return job.isEmpty() ? api.withoutCaller() : api.address(environment);
    }
}
