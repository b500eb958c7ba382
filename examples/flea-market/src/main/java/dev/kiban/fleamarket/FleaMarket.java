package dev.kiban.fleamarket;

import dev.kiban.fleamarket.item.ItemServer;
import dev.kiban.fleamarket.legacy.LegacyServer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/// The flea market's command line: `item` and `legacy` are one process each.
///
/// ```
/// java -jar flea-market.jar item --port 9101
/// java -jar flea-market.jar legacy --port 9102
/// ```
public final class FleaMarket {
    private static final String USAGE =
            """
            usage: flea-market item   [--port 9101] [--items 5000] [--seed 7] [--beat 1s]
                   flea-market legacy [--port 9102] [--users 2000] [--seed 7]

            --beat  how often strangers like, buy or list something; 0s for a quiet market
            """;

    private FleaMarket() {}

    /// Starts one of the two; it runs until it is told to stop.
    ///
    /// @param args a sub-command and its options
    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            List<String> words = List.of(args);
            switch (words.isEmpty() ? "" : words.getFirst()) {
                case "item" ->
                        startItem(Options.parse(rest(words), "port", "items", "seed", "beat"));
                case "legacy" -> startLegacy(Options.parse(rest(words), "port", "users", "seed"));
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
                                options.duration("beat", "1s")),
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

    private static void closeAtExit(String name, Runnable close) {
        Runtime.getRuntime().addShutdownHook(new Thread(close, "close-" + name));
    }

    private static List<String> rest(List<String> words) {
        return words.subList(1, words.size());
    }
}
