package dev.kiban.gateway.openapi;

import dev.kiban.transcode.http.PathTemplate;
import dev.kiban.transcode.http.PathTemplate.Segment;
import dev.kiban.transcode.http.PathTemplate.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A template as OpenAPI can say it, whose variables stand for one segment each:
/// `/v1/{name=shelves/*}/books` is `/v1/shelves/{name}/books`.
///
/// @param parameters one for each pair of braces
record ApiPath(String text, List<Parameter> parameters) {

    ApiPath {
        parameters = List.copyOf(parameters);
    }

    /// What stands in braces.
    ///
    /// @param field of the request that it is the whole value of; empty if it is a part, or of none
    /// @param rest whether it may have slashes in it
    record Parameter(String name, Optional<String> field, boolean rest) {}

    static ApiPath of(PathTemplate template) {
        StringBuilder text = new StringBuilder();
        List<Parameter> parameters = new ArrayList<>();
        List<Segment> segments = template.segments();
        for (int i = 0; i < segments.size(); i++) {
            text.append('/');
            switch (segments.get(i)) {
                case Segment.Literal(String literal) -> text.append(literal);
                case Segment.One(), Segment.Rest() -> {
                    Parameter parameter =
                            parameter(template, i, segments.get(i) instanceof Segment.Rest);
                    parameters.add(parameter);
                    text.append('{').append(parameter.name()).append('}');
                }
            }
        }
        template.verb().ifPresent(verb -> text.append(':').append(verb));
        return new ApiPath(text.isEmpty() ? "/" : text.toString(), parameters);
    }

    private static Parameter parameter(PathTemplate template, int index, boolean rest) {
        for (Variable variable : template.variables()) {
            if (index >= variable.first() && index < variable.first() + variable.count()) {
                return variable.count() == 1
                        ? new Parameter(
                                variable.fieldPath(), Optional.of(variable.fieldPath()), rest)
                        : new Parameter(part(template, variable, index), Optional.empty(), rest);
            }
        }
        return new Parameter("segment" + index, Optional.empty(), rest);
    }

    /// A variable of several segments may have several that are open; the first has its name.
    private static String part(PathTemplate template, Variable variable, int index) {
        long before =
                template.segments().subList(variable.first(), index).stream()
                        .filter(segment -> !(segment instanceof Segment.Literal))
                        .count();
        return before == 0 ? variable.fieldPath() : variable.fieldPath() + "_" + (before + 1);
    }
}
