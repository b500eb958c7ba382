package dev.kiban.app.command;

import dev.kiban.app.option.ApiAddress;
import dev.kiban.app.option.ApiPlace;
import dev.kiban.app.terminal.ReportFormat;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// What all commands share that show what the API answers.
final class ApiOptions {
    @Mixin private ApiPlace place = new ApiPlace();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (the default) for people, json for programs.")
    private ReportFormat format = ReportFormat.text;

    ReportFormat format() {
        return format;
    }

    /// The API, as the options say.
    ///
    /// @throws ParameterException if they cannot be
    ApiCall open(Map<String, String> environment) {
        ApiAddress address = place.address(environment);
        return new ApiCall(address.url(), address.token());
    }

    /// A mistake on the command line.
    ParameterException wrong(String why) {
        return place.wrong(why);
    }
}
