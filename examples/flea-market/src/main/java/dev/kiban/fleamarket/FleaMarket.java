package dev.kiban.fleamarket;

import dev.kiban.fleamarket.fault.FaultFile;
import dev.kiban.fleamarket.item.ItemServer;
import dev.kiban.fleamarket.legacy.LegacyServer;
import dev.kiban.fleamarket.push.PushServer;
import dev.kiban.fleamarket.traffic.Traffic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The flea market's command line: `item`, `legacy`, `push` and `traffic` are one process
/// each.
///
/// ```
/// java -jar flea-market.jar item --port 9101
/// java -jar flea-market.jar legacy --port 9102
/// java -jar flea-market.jar push --port 9103 --data target/.push
/// java -jar flea-market.jar traffic --gateway http://localhost:8080 --fault target/fault
/// ```
public final class FleaMarket {
    private static final String USAGE =
            """
            usage: flea-market item    [--port 9101] [--items 5000] [--seed 7] [--beat 1s] [--fault FILE]
                   flea-market legacy  [--port 9102] [--users 2000] [--seed 7]
                   flea-market push    [--port 9103] [--data target/.push] [--pace http://localhost:8090/pace/push]
                   flea-market traffic [--gateway http://localhost:8080] [--rate 4] [--seed 7] --fault FILE

            --beat   how often strangers like, buy or list something; 0s for a quiet market
            --fault  what is wrong with the item service for a while: traffic writes it, item reads it
            --rate   requests a second, on the average of a day
            """;

    private FleaMarket() {}

    /// Starts one of them; it runs until it is told to stop.
    ///
    /// @param args a sub-command and its options
    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            List<String> words = List.of(args);
            switch (words.isEmpty() ? "" : words.getFirst()) {
                case "item" ->
                        startItem(
                                Options.parse(
                                        rest(words), "port", "items", "seed", "beat", "fault"));
                case "legacy" -> startLegacy(Options.parse(rest(words), "port", "users", "seed"));
                case "push" -> startPush(Options.parse(rest(words), "port", "data", "pace"));
                case "traffic" ->
                        startTraffic(
                                Options.parse(rest(words), "gateway", "rate", "seed", "fault"));
                default -> throw new IllegalArgumentException("say which program to run");
            }
        } catch (IllegalArgumentException e) {
            System.err.println("flea-market: " + e.getMessage());
            System.err.println();
            System.err.print(USAGE);
            System.exit(2);
        }
    }

    private static void startItem(Options options) throws IOException, InterruptedException {
        ItemServer server =
                ItemServer.start(
                        new ItemServer.Settings(
                                options.number("port", 9101),
                                options.number("items", 5000),
                                options.duration("beat", "1s"),
                                options.text("fault").map(Path::of).map(FaultFile::new)),
                        new Random(options.number("seed", 7)),
                        InstantSource.system());
        closeAtExit("item", server::close);
        System.out.printf("item: %d items, gRPC on port %d%n", server.items(), server.port());
        server.awaitEnd();
    }

    private static void startLegacy(Options options) throws IOException {
        LegacyServer server =
                LegacyServer.start(
                        new LegacyServer.Settings(
                                options.number("port", 9102), options.number("users", 2000)),
                        new Random(options.number("seed", 7)),
                        InstantSource.system());
        closeAtExit("legacy", server::close);
        System.out.printf("legacy: %d users, HTTP on port %d%n", server.users(), server.port());
    }

    private static void startPush(Options options) throws IOException {
        Logger.getLogger("").setLevel(Level.WARNING); // PostgreSQL has much to say
        PushServer server =
                PushServer.start(
                        new PushServer.Settings(
                                options.number("port", 9103),
                                Path.of(options.text("data").orElse("target/.push")),
                                options.text("pace").orElse("http://localhost:8090/pace/push")),
                        InstantSource.system());
        closeAtExit("push", server::close);
        System.out.printf("push: HTTP on port %d%n", server.port());
    }

    private static void startTraffic(Options options) {
        FaultFile fault =
                options.text("fault")
                        .map(Path::of)
                        .map(FaultFile::new)
                        .orElseThrow(
                                () -> new IllegalArgumentException("option '--fault' is missing"));
        URI gateway = URI.create(options.text("gateway").orElse("http://localhost:8080"));
        Traffic traffic =
                Traffic.start(
                        new Traffic.Settings(gateway, options.number("rate", 4), fault),
                        new Random(options.number("seed", 7)),
                        InstantSource.system(),
                        System.out::println);
        closeAtExit("traffic", traffic::close);
    }

    private static void closeAtExit(String name, Runnable close) {
        Runtime.getRuntime().addShutdownHook(new Thread(close, "close-" + name));
    }

    private static List<String> rest(List<String> words) {
        return words.subList(1, words.size());
    }
}
