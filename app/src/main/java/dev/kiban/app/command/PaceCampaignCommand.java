package dev.kiban.app.command;

import dev.kiban.app.command.PaceOrderOptions.Here;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.kernel.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kiban pace campaign PACE`: so many jobs until a deadline.
@Command(
        name = "campaign",
        description = "Have so many jobs start until a deadline, as slowly as that allows.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The rate becomes what the jobs that are left need, within what it would be. All",
            "jobs of the pace that start from now on count. How the campaign stands is on",
            "the admin port of the pace server, under /paces and in its metrics.",
            "",
            "Exit codes: 0 done, 1 refused, 2 the command line is wrong.",
            "",
            "Examples:",
            "  kiban pace campaign push --jobs 1000000 --by 18:00",
            "  kiban pace campaign push --jobs 1000000 --by 2026-11-23T18:00+09:00",
            "  kiban pace campaign push --end"
        })
final class PaceCampaignCommand implements Callable<Integer> {
    private final Here here;
    private final InstantSource clock;

    @Mixin private PaceOrderOptions order = new PaceOrderOptions();

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    static final class Choice {
        @ArgGroup(exclusive = false)
        private Begin begin = new Begin();

        @Option(names = "--end", description = "End the campaign: the rate is what it would be.")
        private boolean end;
    }

    static final class Begin {
        @Option(
                names = "--jobs",
                paramLabel = "NUMBER",
                required = true,
                description = "How many jobs have to start.")
        private long jobs;

        @Option(
                names = "--by",
                paramLabel = "TIME",
                required = true,
                description =
                        "The deadline: 18:00, which is the next one here, or a time with its offset such as 2026-11-23T18:00+09:00.")
        private String deadline = "";
    }

    PaceCampaignCommand(Terminal terminal, Map<String, String> environment, InstantSource clock) {
        this.here = new Here(terminal, environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return order.give("campaign", campaign(), here);
    }

    private Json campaign() {
        if (choice.end) {
            return Json.object(Map.of());
        }
        return Json.object(
                Map.of(
                        "jobs",
                        Json.number(choice.begin.jobs),
                        "deadline",
                        Json.text(deadline().toString())));
    }

    private Instant deadline() {
        try {
            return Deadline.parse(choice.begin.deadline, clock.instant(), ZoneId.systemDefault());
        } catch (IllegalArgumentException e) {
            throw order.wrong("--by: " + e.getMessage());
        }
    }
}
