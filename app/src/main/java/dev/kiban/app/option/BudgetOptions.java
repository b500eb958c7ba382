package dev.kiban.app.option;

import dev.kiban.app.budget.BudgetKeeper;
import dev.kiban.app.budget.DatabasePlace;
import dev.kiban.app.budget.Recipients;
import dev.kiban.runtime.fetch.Credentials;
import dev.kiban.runtime.sql.DatabaseUrl;
import dev.kiban.slo.deliver.Endpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Whether and where budgets are kept: the options that every command with a gateway has.
public final class BudgetOptions {
    private static final String WEBHOOK = "KIBAN_WEBHOOK";
    private static final int MAX_RECIPIENTS = 10;
    private static final String COUNTS = "counts";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @ArgGroup private Choice choice = new Choice();

    @Option(
            names = "--counts",
            paramLabel = "DIR",
            description =
                    "Keep exact counts of the requests of each minute here, until a database has them (default: beside the database's data).")
    private Optional<Path> counts = Optional.empty();

    @Option(
            names = "--alertmanager",
            paramLabel = "URL",
            description = "Tell this Prometheus Alertmanager of alerts; may be repeated.")
    private List<String> alertmanagers = List.of();

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description =
                    "Post alerts as JSON there; may be repeated (default: the environment's KIBAN_WEBHOOK).")
    private List<String> webhooks = List.of();

    @Mixin private PrometheusAuth prometheusAuth = new PrometheusAuth();

    static final class Choice {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Keep budgets in PostgreSQL, started on this folder.")
        private Optional<Path> data = Optional.empty();

        @Option(
                names = "--database",
                paramLabel = "URL",
                description =
                        "Keep budgets in this PostgreSQL database: postgres://user@host/database (default: the environment's KIBAN_DATABASE).")
        private Optional<String> url = Optional.empty();

        @Option(names = "--no-budgets", description = "Keep no budgets, and start no database.")
        private boolean none;
    }

    /// What the options say, or the environment.
    public BudgetSettings read(Map<String, String> environment) {
        return read(environment, Optional.empty());
    }

    /// What the options say, or the environment, or the data folder of this user.
    public BudgetSettings readOrHome(Map<String, String> environment) {
        return read(environment, Optional.of(DatabasePlace.usual()));
    }

    private BudgetSettings read(Map<String, String> environment, Optional<DatabasePlace> usual) {
        Optional<DatabasePlace> place =
                choice.none ? Optional.empty() : chosen(environment).or(() -> usual);
        if (place.isEmpty() && !(alertmanagers.isEmpty() && webhooks.isEmpty())) {
            throw new ParameterException(
                    command.commandLine(),
                    "--alertmanager and --webhook need budgets: add --data or --database");
        }
        Recipients told = recipients(environment);
        Credentials shown = prometheusAuth.read(environment);
        return new BudgetSettings(
                place.map(database -> new BudgetKeeper.Setup(database, told, shown)),
                counts.or(() -> place.map(BudgetOptions::countsOf)),
                shown);
    }

    private Recipients recipients(Map<String, String> environment) {
        List<String> secret = Optional.ofNullable(environment.get(WEBHOOK)).stream().toList();
        return new Recipients(
                endpoints("--alertmanager", alertmanagers),
                endpoints("--webhook", webhooks.isEmpty() ? secret : webhooks));
    }

    private List<Endpoint> endpoints(String option, List<String> urls) {
        if (urls.size() > MAX_RECIPIENTS) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s: at most %d of them".formatted(option, MAX_RECIPIENTS));
        }
        return urls.stream().map(url -> endpoint(option, url)).toList();
    }

    /// What is wrong is said without the URL, which may be a secret.
    private Endpoint endpoint(String option, String url) {
        try {
            return new Endpoint(new URI(url), Map.of());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(),
                    option + ": where to send to is a URL that starts with https:// or http://",
                    e);
        }
    }

    private Optional<DatabasePlace> chosen(Map<String, String> environment) {
        try {
            return DatabasePlace.chosen(choice.data, choice.url, environment);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /// Each database has a folder of its own: what waits for one must not go to another.
    private static Path countsOf(DatabasePlace place) {
        return switch (place) {
            case DatabasePlace.OnFolder(Path folder) -> folder.resolve(COUNTS);
            case DatabasePlace.At(DatabaseUrl url) ->
                    DatabasePlace.home().resolve(COUNTS).resolve(DatabasePlace.fileName(url));
        };
    }
}
