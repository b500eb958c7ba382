package dev.kiban.app.command;

import dev.kiban.app.terminal.Columns;
import dev.kiban.app.terminal.ProblemText;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.explain.Explainer;
import dev.kiban.gateway.explain.Explanation;
import dev.kiban.gateway.explain.Explanation.Answered;
import dev.kiban.gateway.explain.Explanation.Refused;
import dev.kiban.gateway.explain.Explanation.Served;
import dev.kiban.gateway.explain.ExplanationJson;
import dev.kiban.gateway.explain.Question;
import dev.kiban.gateway.explain.Question.Header;
import dev.kiban.gateway.explain.Question.Peer;
import dev.kiban.gateway.schema.SchemaSources;
import dev.kiban.kernel.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `kiban explain METHOD PATH DIR`: what the gateway would do with a request, and why.
@Command(
        name = "explain",
        description = "Say what the gateway would do with a request, and which definition decides.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "One line for each stage that the request goes through, with the place in the definitions.",
            "Nothing is sent: services whose schema comes by reflection are not asked.",
            "",
            "Exit codes: 0 there would be an answer, 1 the gateway would refuse, 2 the command line is",
            "wrong, or the definitions are.",
            "",
            "Examples:",
            "  kiban explain GET /v1/items/m1 examples/flea-market",
            "  kiban explain GET /v1/items/m1 --gateway http://127.0.0.1:9090",
            "  kiban explain POST /a.Service/Method -H 'content-type: application/grpc' definitions"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final int REFUSED = 1;
    private static final int NO_PLAN = 2;

    private final Terminal terminal;
    private final InstantSource clock;

    @Parameters(index = "0", paramLabel = "METHOD", description = "Of HTTP: GET, POST …")
    private String method = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "With the query, if there is one.")
    private String path = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The directory of definitions.")
    private Path directory = Path.of("");

    @Option(
            names = {"-H", "--header"},
            paramLabel = "HEADER",
            converter = HeaderText.class,
            description = "A header of the request, as 'name: value'. May be repeated.")
    private List<Header> headers = List.of();

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description = "Ask a running gateway: the address of its admin port. DIR is not read.")
    private Optional<URI> gateway = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            converter = AddressText.class,
            description = "The IP address that the connection comes from.")
    private Optional<IpAddress> from = Optional.empty();

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            converter = CertificateText.class,
            description =
                    "The certificate that the client shows, as PEM, and those of its issuers.")
    private List<X509Certificate> certificates = List.of();

    /// @param clock by which tokens expire
    ExplainCommand(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Question question = new Question(method, path, headers, new Peer(from, certificates));
        return gateway.isPresent() ? ask(gateway.get(), question) : explain(question);
    }

    private int ask(URI admin, Question question) {
        try {
            ExplanationJson answer = AskedGateway.explain(admin, question);
            terminal.out().println("plan %d of %s".formatted(answer.generation(), admin));
            return say(answer.explanation());
        } catch (IOException e) {
            terminal.err().println("kiban: " + e.getMessage());
            terminal.err().flush();
            return NO_PLAN;
        }
    }

    private int explain(Question question) {
        return switch (new DefinitionLoader().load(directory)) {
            case Loaded.Rejected(List<Problem> problems, _) -> cannot(problems);
            case Loaded.Accepted(Definitions definitions) ->
                    switch (GatewayPlan.compile(definitions, SchemaSources.ofFiles(definitions))) {
                        case GatewayPlan.Rejected(List<Problem> problems) -> cannot(problems);
                        case GatewayPlan.Compiled(GatewayPlan plan) ->
                                say(new Explainer(definitions, plan, clock).explain(question));
                    };
        };
    }

    private int cannot(List<Problem> problems) {
        terminal.err().print(ProblemText.of(problems, terminal.colours()));
        terminal.err().flush();
        return NO_PLAN;
    }

    private int say(Explanation explanation) {
        List<List<String>> rows =
                explanation.lines().stream()
                        .map(
                                line ->
                                        List.of(
                                                line.stage().toString(),
                                                line.text(),
                                                line.place().map(Location::toString).orElse("")))
                        .toList();
        Columns.align(rows).forEach(terminal.out()::println);
        int exit =
                switch (explanation.end()) {
                    case Served _ -> 0;
                    case Answered(int status, String message) -> {
                        answer(status, message);
                        yield 0;
                    }
                    case Refused(int status, String message) -> {
                        answer(status, message);
                        yield REFUSED;
                    }
                };
        terminal.out().flush();
        return exit;
    }

    private void answer(int status, String message) {
        terminal.out().println("answer: %d, %s".formatted(status, message));
    }

    /// Reads a file of certificates.
    private static final class CertificateText implements ITypeConverter<List<X509Certificate>> {
        @Override
        public List<X509Certificate> convert(String file) {
            try (InputStream input = Files.newInputStream(Path.of(file))) {
                return CertificateFactory.getInstance("X.509").generateCertificates(input).stream()
                        .map(X509Certificate.class::cast)
                        .toList();
            } catch (IOException | CertificateException e) {
                throw new TypeConversionException(
                        "%s is no file of certificates in PEM: %s".formatted(file, e.getMessage()));
            }
        }
    }

    /// Reads an IP address.
    private static final class AddressText implements ITypeConverter<IpAddress> {
        @Override
        public IpAddress convert(String text) {
            return IpAddress.parse(text)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "'%s' is no IP address such as 203.0.113.7 or 2001:db8::7"
                                                    .formatted(text)));
        }
    }

    /// Reads `name: value`.
    private static final class HeaderText implements ITypeConverter<Header> {
        @Override
        public Header convert(String text) {
            return Header.parse(text)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "a header is written 'name: value', not '%s'"
                                                    .formatted(text)));
        }
    }
}
