package dev.kiban.app.command;

import dev.kiban.api.ApiJson;
import dev.kiban.api.GateAnswers;
import dev.kiban.app.terminal.ProblemText;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Problem;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.Exposed;
import dev.kiban.slo.Gate.Risk;
import dev.kiban.slo.ReleaseGate;
import dev.kiban.slo.ReleaseGate.Verdict;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.store.SqlAlerts;
import dev.kiban.slo.store.SqlCounts;
import dev.kiban.slo.store.SqlOverrides;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kiban gate SERVICE`: may we release?
@Command(
        name = "gate",
        description = "Say whether a service may be released: allow, hold or unknown, and why.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {
            "",
            "Exit codes: 0 allow, 1 hold, 2 unknown, or it cannot be told.",
            "",
            "Examples:",
            "  kiban gate shop --definitions examples/flea-market",
            "  kiban gate shop --risk high --format json",
            "  kiban gate override shop --reason 'fixes the outage' --until 2026-11-21T18:00:00Z"
        })
final class GateCommand implements Callable<Integer> {
    private static final int CANNOT_TELL = 2;

    /// What is at stake, as people write it.
    enum RiskWord {
        normal,
        high
    }

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final InstantSource clock;

    @Parameters(
            arity = "0..1", // a subcommand has its own
            paramLabel = "SERVICE",
            description = "The service to release.")
    private String service = "";

    @Option(
            names = "--risk",
            paramLabel = "RISK",
            description = "normal (the default); high needs more budget, and no alert at all.")
    private RiskWord risk = RiskWord.normal;

    @Option(
            names = "--definitions",
            paramLabel = "DIR",
            description = "The directory of definitions (default: the current one).")
    private Path directory = Path.of(".");

    @Mixin private DatabaseQuestion question = new DatabaseQuestion();

    private GateCommand(Terminal terminal, Map<String, String> environment, InstantSource clock) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
        InstantSource clock = InstantSource.system();
        return new CommandLine(new GateCommand(terminal, environment, clock))
                .addSubcommand(new GateOverrideCommand(terminal, environment, clock));
    }

    @Override
    public Integer call() {
        ServiceName name = question.read(() -> new ServiceName(service));
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Rejected(List<Problem> problems, _) ->
                    refuse(ProblemText.of(problems, terminal.colours()));
            case Loaded.Accepted(Definitions definitions) -> ask(name, definitions);
        };
    }

    private int ask(ServiceName name, Definitions definitions) {
        if (definitions.services().stream().noneMatch(known -> known.name().equals(name))) {
            return refuse("there is no service '%s' in %s%n".formatted(name, directory));
        }
        return switch (SloPlan.compile(definitions, Exposed.AS_WRITTEN)) {
            case SloPlan.Rejected(List<Problem> problems) ->
                    refuse(ProblemText.of(problems, terminal.colours()));
            case SloPlan.Compiled(SloPlan plan) ->
                    question.ask(terminal, environment, database -> ask(name, plan, database));
        };
    }

    private int ask(ServiceName name, SloPlan plan, Database database) {
        List<ServiceSlo> slos =
                plan.slos().stream().filter(slo -> slo.service().equals(name)).toList();
        ReleaseGate gate =
                new ReleaseGate(
                        SqlCounts.in(database), SqlAlerts.in(database), SqlOverrides.in(database));
        Verdict verdict = gate.ask(name, slos, risk(), clock.instant());
        terminal.out()
                .print(
                        switch (question.format()) {
                            case text -> GateText.lines(name, verdict);
                            case json -> ApiJson.print(GateAnswers.of(name, verdict));
                        });
        terminal.out().flush();
        return GateText.exitCode(verdict.answer());
    }

    private Risk risk() {
        return switch (risk) {
            case normal -> Risk.NORMAL;
            case high -> Risk.HIGH;
        };
    }

    private int refuse(String text) {
        terminal.err().print(text);
        terminal.err().flush();
        return CANNOT_TELL;
    }
}
