package dev.kiban.definition.report;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.kernel.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a check found, for programs. Members are only ever added; `docs/reference/check.md`
/// describes them.
public final class JsonReport {
    private JsonReport() {}

    /// Definitions without problems.
    public static Json accepted(Definitions definitions) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("accepted", Json.bool(true));
        members.put("teams", Json.number(definitions.teams().size()));
        members.put("services", Json.number(definitions.services().size()));
        members.put("routes", Json.number(definitions.routeCount()));
        members.put("problems", Json.array(List.of()));
        return Json.object(members);
    }

    /// Definitions with problems.
    public static Json rejected(List<Problem> problems) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("accepted", Json.bool(false));
        members.put("problems", Json.array(problems.stream().map(JsonReport::problem).toList()));
        return Json.object(members);
    }

    private static Json problem(Problem problem) {
        Location at = problem.at();
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("file", Json.text(at.file().toString()));
        if (at.line() > 0) {
            members.put("line", Json.number(at.line()));
            members.put("column", Json.number(at.column()));
        }
        members.put("code", Json.text(problem.code().id()));
        members.put("title", Json.text(problem.code().title()));
        members.put("message", Json.text(problem.message()));
        members.put("allowed", Json.texts(problem.allowed()));
        return Json.object(members);
    }
}
