package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A JSON file of cases. Its own `conventions` say what each member means.
///
/// @param badTemplates path templates that no definition may use
/// @param written how many cases the file has
record CaseFile(Optional<String> proto, List<String> badTemplates, List<Case> cases, int written) {

    static CaseFile read(String resource, Messages messages) {
        JsonObject json = JsonParser.parseString(resource(resource)).getAsJsonObject();
        Fields file = new Fields(resource, json);
        file.prose("version", "about", "runner", "conventions");
        Fields proto = file.object("proto").orElseThrow();
        proto.prose("file");
        List<String> badTemplates = new ArrayList<>();
        for (JsonElement element : file.list("config_cases")) {
            Fields config = new Fields("config_cases", element).prose("id", "note", "source");
            badTemplates.addAll(config.texts("templates_must_be_rejected"));
            config.done();
        }
        CaseReader reader = new CaseReader(messages);
        List<Case> cases = file.list("cases").stream().map(reader::read).toList();
        CaseFile read =
                new CaseFile(
                        proto.text("text"),
                        List.copyOf(badTemplates),
                        cases,
                        json.getAsJsonArray("cases").size());
        proto.done();
        file.done();
        return read;
    }

    static String resource(String name) {
        try (InputStream in = CaseFile.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
