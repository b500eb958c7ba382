package dev.kiban.app.command;

import dev.kiban.app.terminal.Columns;
import dev.kiban.definition.Backend;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.LocalProcess;
import dev.kiban.definition.Service;
import dev.kiban.definition.Upstream;
import dev.kiban.definition.report.Colours;
import dev.kiban.kernel.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What runs where, and what to try first: the page that `kiban up` shows when all is ready.
///
/// @param took how long each service that was started here needed
record Summary(Definitions definitions, Addresses addresses, Map<ServiceName, Duration> took) {
    private static final Pattern PATH = Pattern.compile("(?<=^|\\s)/\\S*");
    private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+,=-]*");

    /// The URLs of the program itself.
    ///
    /// @param gateway that clients reach it by
    /// @param console where people see how services do
    /// @param grpc where the API speaks gRPC, if it does
    /// @param token where there is one for the API, or how to make one
    /// @param admin where those who run it look
    /// @param pace where workers ask, if there is a Pace
    record Addresses(
            String gateway,
            String console,
            Optional<String> grpc,
            String token,
            String admin,
            Optional<String> pace) {}

    Summary {
        took = Map.copyOf(took);
    }

    String print(Colours colours) {
        StringBuilder page = new StringBuilder("\n");
        table().forEach(row -> page.append("  ").append(row).append('\n'));
        List<String> commands = suggestions();
        if (!commands.isEmpty()) {
            page.append("\nTry\n");
            commands.forEach(
                    command -> page.append("  ").append(colours.strong(command)).append('\n'));
        }
        String rest =
                "The API is at %s/api/v1%s, with the %s.\n"
                                .formatted(
                                        addresses.console(),
                                        addresses
                                                .grpc()
                                                .map(" and, over gRPC, at "::concat)
                                                .orElse(""),
                                        addresses.token())
                        + "Definitions go live as you save them. Ctrl-C stops everything.";
        return page.append('\n').append(colours.faint(rest)).append("\n\n").toString();
    }

    private List<String> table() {
        List<List<String>> rows = new ArrayList<>();
        definitions.services().forEach(service -> rows.add(row(service)));
        rows.add(List.of("gateway", "", addresses.gateway(), "", ""));
        addresses.pace().ifPresent(pace -> rows.add(List.of("pace", "", pace, "", "")));
        rows.add(List.of("console", "", addresses.console(), "", ""));
        rows.add(List.of("admin", "", addresses.admin(), "", ""));
        return Columns.align(rows);
    }

    private List<String> row(Service service) {
        Duration needed = took.get(service.name());
        return List.of(
                service.name().value(),
                service.backends().isEmpty() ? "no port" : each(service, Summary::protocol),
                each(service, Summary::addresses),
                service.owner().value(),
                needed == null
                        ? "not started here"
                        : "ready in %.1f s".formatted(needed.toMillis() / 1000.0));
    }

    /// What there is to say of each backend, once.
    private static String each(Service service, Function<Upstream, String> words) {
        return service.backends().stream()
                .map(Backend::upstream)
                .map(words)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private List<String> suggestions() {
        return definitions.services().stream()
                .flatMap(service -> service.local().stream())
                .map(LocalProcess::suggestions)
                .flatMap(List::stream)
                .map(this::curl)
                .toList();
    }

    /// The first word that is a path becomes the URL, in quotes if the shell would make something
    /// else of it.
    private String curl(String suggestion) {
        Matcher path = PATH.matcher(suggestion);
        return "curl "
                + path.replaceFirst(
                        found -> Matcher.quoteReplacement(quoted(shortUrl() + found.group())));
    }

    private String shortUrl() {
        return addresses.gateway().replaceFirst("^http://", "");
    }

    private static String quoted(String url) {
        return PLAIN.matcher(url).matches() ? url : "'" + url + "'";
    }

    private static String protocol(Upstream upstream) {
        return switch (upstream.protocol()) {
            case GRPC -> "gRPC";
            case HTTP -> "HTTP";
        };
    }

    private static String addresses(Upstream upstream) {
        return upstream.source().text();
    }
}
