package dev.kiban.app.running;

import dev.kiban.access.Caller.Person;
import dev.kiban.access.Scope;
import dev.kiban.access.Secret;
import dev.kiban.access.oidc.OidcSettings;
import dev.kiban.access.oidc.SignIn;
import dev.kiban.api.Api;
import dev.kiban.api.ApiOverHttp;
import dev.kiban.api.GrpcServer;
import dev.kiban.app.budget.BudgetKeeper;
import dev.kiban.app.console.LiveActs;
import dev.kiban.app.console.LiveBoard;
import dev.kiban.app.console.LiveChronicle;
import dev.kiban.app.console.LiveLookBacks;
import dev.kiban.app.console.LivePaces;
import dev.kiban.app.console.LiveProfiles;
import dev.kiban.app.console.LiveRoutes;
import dev.kiban.app.console.LiveRuns;
import dev.kiban.app.console.PeopleDesk;
import dev.kiban.app.console.Sources;
import dev.kiban.app.option.ConsoleOptions;
import dev.kiban.app.option.ConsoleOptions.Door;
import dev.kiban.app.option.ConsoleOptions.Way;
import dev.kiban.app.running.RunningGateway.Started.Serving;
import dev.kiban.console.Reception;
import dev.kiban.console.web.ConsoleServer;
import dev.kiban.console.web.Listening;
import dev.kiban.definition.Definitions;
import dev.kiban.gateway.reload.LivePlan;
import dev.kiban.runtime.lifecycle.Shutdown;
import dev.kiban.runtime.telemetry.log.Log;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The console of a running gateway, and the API beside it.
///
/// @param shutdown ends what is started
public record ConsoleStart(Serving serving, Shutdown shutdown) {
    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final String DEVELOPER = "developer";
    private static final Log LOG = Log.of(ConsoleStart.class);
    private static final InstantSource CLOCK = InstantSource.system();

    /// Where they are.
    ///
    /// @param console its URL, under which the API is too
    /// @param grpc host and port of the API over gRPC, if it is served
    public record Served(String console, Optional<String> grpc) {}

    /// Serves both.
    ///
    /// @param isOwn whether all that can be changed belongs to whoever is at this machine
    /// @throws java.io.UncheckedIOException if the console's address cannot be had
    /// @throws dev.kiban.runtime.http.TransportFault if that of gRPC cannot
    public Served start(Door door, boolean isOwn) {
        Api.Ports ports = LiveServices.ports(serving, CLOCK);
        Api api = new Api(ports, LOG);
        ConsoleServer console =
                ConsoleServer.start(
                        door.listening(),
                        pages(),
                        new ConsoleServer.Entrance(
                                reception(door.way(), isOwn), new LiveActs(api, ports)),
                        LOG);
        shutdown.add("console", MARGIN, console::close);
        console.serve(ApiOverHttp.PATH, new ApiOverHttp(api));
        Listening listening = door.listening();
        return new Served(
                listening.at(console.port()),
                door.grpcPort().map(port -> startGrpc(api, listening, port)));
    }

    private String startGrpc(Api api, Listening listening, int port) {
        GrpcServer grpc = GrpcServer.start(api, listening.host(), port, listening.tls());
        shutdown.add("api over gRPC", MARGIN, grpc::close);
        return listening.host() + ":" + grpc.port();
    }

    private ConsoleServer.Ports pages() {
        Sources sources =
                new Sources(
                        this::definitions,
                        () -> serving.budgets().flatMap(BudgetKeeper::page),
                        () -> serving.budgets().flatMap(BudgetKeeper::archive));
        return new ConsoleServer.Ports(
                new LiveBoard(sources, CLOCK),
                new LiveProfiles(sources, CLOCK),
                new LiveLookBacks(sources, CLOCK),
                new LiveChronicle(sources, CLOCK, Thread::startVirtualThread),
                new LiveRoutes(serving.status()),
                new LivePaces(sources, CLOCK),
                new LiveRuns(sources, CLOCK),
                () -> serving.budgets().flatMap(BudgetKeeper::ground),
                CLOCK);
    }

    private Reception reception(Way way, boolean isOwn) {
        return switch (way) {
            case ConsoleOptions.ApiOnly _ -> new Reception.Closed();
            case ConsoleOptions.SignedIn(OidcSettings provider) ->
                    new Reception.SignIns(desk(provider));
            case ConsoleOptions.Local _ ->
                    isOwn
                            ? new Reception.Developer(
                                    new Person(DEVELOPER, new Scope.EveryTeam()),
                                    Secret.draw(new SecureRandom()))
                            : new Reception.Strangers();
        };
    }

    private PeopleDesk desk(OidcSettings provider) {
        HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(MARGIN)
                        .build();
        shutdown.add("sign-in", MARGIN, client::shutdownNow);
        return new PeopleDesk(
                new SignIn(provider, client, CLOCK, new SecureRandom()),
                () -> serving.budgets().flatMap(BudgetKeeper::sessions),
                this::definitions,
                LOG);
    }

    private Optional<Definitions> definitions() {
        return serving.status().live().map(LivePlan::definitions);
    }
}
