package dev.kiban.transcode.http;

import dev.kiban.transcode.http.PathTemplate.Variable;
import java.util.List;

/// Where the variables of a template are in the path of a request, still percent-encoded.
///
/// Made by [RouteTable#lookup], which has checked every escape of the path.
public final class PathMatch {
    private final String path;
    private final PathTemplate template;
    private final int[] bounds;

    private PathMatch(String path, PathTemplate template, int[] bounds) {
        this.path = path;
        this.template = template;
        this.bounds = bounds;
    }

    /// @param end where the path ends: before its verb, if the template has one
    static PathMatch of(String path, PathTemplate template, int end) {
        List<Variable> variables = template.variables();
        int[] bounds = new int[variables.size() * 2];
        int segment = 0;
        int start = Math.min(1, end);
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            while (segment < variable.first()) {
                start = Math.min(segmentEnd(path, start, end) + 1, end);
                segment++;
            }
            bounds[2 * i] = start;
            bounds[2 * i + 1] = spanEnd(path, start, end, template, variable);
        }
        return new PathMatch(path, template, bounds);
    }

    private static int spanEnd(
            String path, int start, int end, PathTemplate template, Variable variable) {
        int last = variable.first() + variable.count();
        if (last == template.segments().size()) {
            return end;
        }
        int to = start - 1;
        for (int i = 0; i < variable.count(); i++) {
            to = segmentEnd(path, to + 1, end);
        }
        return to;
    }

    private static int segmentEnd(String path, int start, int end) {
        int slash = path.indexOf('/', start, end);
        return slash < 0 ? end : slash;
    }

    /// The template that matched.
    public PathTemplate template() {
        return template;
    }

    /// The decoded value of a variable; when it spans several segments, `%2F` stays as it is, so
    /// that it is not taken for a separator.
    ///
    /// @param index of the variable in [PathTemplate#variables()]
    public String value(int index) {
        Percent.Keep keep =
                template.spansSegments(template.variables().get(index))
                        ? Percent.Keep.SLASH
                        : Percent.Keep.NOTHING;
        return Percent.decodeChecked(path, bounds[2 * index], bounds[2 * index + 1], keep);
    }

    @Override
    public String toString() {
        return path + " as " + template;
    }
}
