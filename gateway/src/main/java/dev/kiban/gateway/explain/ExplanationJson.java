package dev.kiban.gateway.explain;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.kiban.definition.Location;
import dev.kiban.gateway.explain.Explanation.Answered;
import dev.kiban.gateway.explain.Explanation.End;
import dev.kiban.gateway.explain.Explanation.Line;
import dev.kiban.gateway.explain.Explanation.Refused;
import dev.kiban.gateway.explain.Explanation.Served;
import dev.kiban.gateway.explain.Explanation.Stage;
import dev.kiban.kernel.Json;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a running gateway says of a question.
///
/// @param generation of the plan that it went by
public record ExplanationJson(long generation, Explanation explanation) {
    private static final Pattern PLACE = Pattern.compile("(.*):([0-9]{1,9}):([0-9]{1,9})");

    /// As it is sent.
    public String write() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("generation", Json.number(generation));
        members.put(
                "lines",
                Json.array(explanation.lines().stream().map(ExplanationJson::line).toList()));
        members.put("end", end(explanation.end()));
        return Json.object(members).print();
    }

    /// As it was sent.
    ///
    /// @throws ParseException if it is none
    public static ExplanationJson read(String json) throws ParseException {
        Map<String, Object> members = JSONObjectUtils.parse(json);
        List<Line> lines = new ArrayList<>();
        Map<String, Object>[] written = JSONObjectUtils.getJSONObjectArray(members, "lines");
        Map<String, Object> end = JSONObjectUtils.getJSONObject(members, "end");
        if (written == null || end == null) {
            throw new ParseException("an explanation has 'lines' and 'end'", 0);
        }
        for (Map<String, Object> line : written) {
            lines.add(line(line));
        }
        return new ExplanationJson(
                JSONObjectUtils.getLong(members, "generation"), new Explanation(lines, end(end)));
    }

    private static Json line(Line line) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("stage", Json.text(line.stage().toString()));
        members.put("text", Json.text(line.text()));
        line.place().ifPresent(place -> members.put("place", Json.text(place.toString())));
        return Json.object(members);
    }

    private static Line line(Map<String, Object> members) throws ParseException {
        String place = JSONObjectUtils.getString(members, "place");
        return new Line(
                stage(text(members, "stage")),
                text(members, "text"),
                place == null ? Optional.empty() : Optional.of(place(place)));
    }

    private static Stage stage(String name) throws ParseException {
        for (Stage stage : Stage.values()) {
            if (stage.toString().equals(name)) {
                return stage;
            }
        }
        throw new ParseException("there is no stage '%s'".formatted(name), 0);
    }

    private static Location place(String text) {
        Matcher place = PLACE.matcher(text);
        if (!place.matches()) {
            return Location.of(Path.of(text));
        }
        return new Location(
                Path.of(place.group(1)),
                Integer.parseInt(place.group(2)),
                Integer.parseInt(place.group(3)));
    }

    private static Json end(End end) {
        return switch (end) {
            case Served _ -> Json.object(Map.of("kind", Json.text("served")));
            case Answered(int status, String message) -> end("answered", status, message);
            case Refused(int status, String message) -> end("refused", status, message);
        };
    }

    private static Json end(String kind, int status, String message) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("kind", Json.text(kind));
        members.put("status", Json.number(status));
        members.put("message", Json.text(message));
        return Json.object(members);
    }

    private static End end(Map<String, Object> members) throws ParseException {
        String kind = text(members, "kind");
        return switch (kind) {
            case "served" -> new Served();
            case "answered" ->
                    new Answered(
                            JSONObjectUtils.getInt(members, "status"), text(members, "message"));
            case "refused" ->
                    new Refused(
                            JSONObjectUtils.getInt(members, "status"), text(members, "message"));
            default -> throw new ParseException("there is no end '%s'".formatted(kind), 0);
        };
    }

    private static String text(Map<String, Object> members, String name) throws ParseException {
        String text = JSONObjectUtils.getString(members, name);
        if (text == null) {
            throw new ParseException("'%s' is missing".formatted(name), 0);
        }
        return text;
    }
}
