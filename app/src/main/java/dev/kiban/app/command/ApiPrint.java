package dev.kiban.app.command;

import com.google.protobuf.Message;
import dev.kiban.api.ApiJson;
import dev.kiban.app.command.ApiCall.Answered;
import dev.kiban.app.command.ApiCall.NotAnswered;
import dev.kiban.app.command.ApiCall.Told;
import dev.kiban.app.terminal.ReportFormat;
import dev.kiban.app.terminal.Terminal;
import java.util.function.Function;

/// Writes what the API answers.
///
/// @param format for people or for programs
record ApiPrint(Terminal terminal, ReportFormat format) {
    private static final int NOT_ANSWERED = 1;

    /// Writes what the API says.
    ///
    /// @param text for people, in lines that end
    /// @return the exit code
    <M extends Message> int print(Told<M> told, Function<M, String> text) {
        return switch (told) {
            case Answered<M>(M message) -> {
                terminal.out()
                        .print(
                                switch (format) {
                                    case text -> text.apply(message);
                                    case json -> ApiJson.print(message);
                                });
                terminal.out().flush();
                yield 0;
            }
            case NotAnswered<M>(String why) -> {
                terminal.err().println("kiban: " + why);
                terminal.err().flush();
                yield NOT_ANSWERED;
            }
        };
    }
}
