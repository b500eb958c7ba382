package dev.kiban.transcode.http;

import dev.kiban.transcode.http.PathTemplate.Segment;
import dev.kiban.transcode.http.PathTemplate.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one path template, left to right, with no look-back; the first thing wrong ends it.
final class TemplateParser {
    /// What no literal may contain unescaped. `*` is a wildcard only when alone.
    private static final String FORBIDDEN = " \"#<>?[\\]^`{|}*";

    private final String text;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Variable> variables = new ArrayList<>();
    private int at;

    TemplateParser(String text) {
        this.text = text;
    }

    PathTemplate parse() {
        if (text.length() > PathTemplate.MAX_LENGTH) {
            throw fault("more than " + PathTemplate.MAX_LENGTH + " characters");
        }
        if (!take('/')) {
            throw fault("must start with '/'");
        }
        if (!atEnd()) {
            segments(Place.OUTSIDE);
        }
        Optional<String> verb = Optional.empty();
        if (take(':')) {
            verb = Optional.of(literal("a verb after ':'"));
        }
        if (!atEnd()) {
            throw fault("unexpected '" + peek() + "' after the verb");
        }
        return new PathTemplate(segments, verb, variables);
    }

    private enum Place {
        OUTSIDE,
        IN_VARIABLE
    }

    private void segments(Place place) {
        do {
            if (!segments.isEmpty() && segments.getLast() instanceof Segment.Rest) {
                throw fault("'**' must be the last segment, but another one follows");
            }
            if (segments.size() == PathTemplate.MAX_SEGMENTS) {
                throw fault("more than " + PathTemplate.MAX_SEGMENTS + " segments");
            }
            segment(place);
        } while (take('/'));
        if (place == Place.OUTSIDE && !atEnd() && peek() != ':') {
            throw fault("expected '/', ':' or the end, found '" + peek() + "'");
        }
    }

    private void segment(Place place) {
        if (take('*')) {
            segments.add(take('*') ? new Segment.Rest() : new Segment.One());
            return;
        }
        if (!atEnd() && peek() == '{') {
            if (place == Place.IN_VARIABLE) {
                throw fault("a variable must not contain another variable");
            }
            variable();
            return;
        }
        int start = at;
        String literal = literal("a segment");
        if (literal.equals(".") || literal.equals("..")) {
            throw new TemplateFault(text, start, "no request can have a '" + literal + "' segment");
        }
        segments.add(new Segment.Literal(literal));
    }

    private void variable() {
        int start = at;
        at++;
        String fieldPath = fieldPath();
        int first = segments.size();
        if (take('=')) {
            segments(Place.IN_VARIABLE);
        } else {
            segments.add(new Segment.One());
        }
        if (!take('}')) {
            throw fault(
                    atEnd()
                            ? "variable '" + fieldPath + "' is not closed, expected '}'"
                            : "unexpected '" + peek() + "' in variable '" + fieldPath + "'");
        }
        if (variables.stream().anyMatch(variable -> variable.fieldPath().equals(fieldPath))) {
            throw new TemplateFault(text, start, "variable '" + fieldPath + "' is used twice");
        }
        variables.add(new Variable(fieldPath, first, segments.size() - first));
    }

    private String fieldPath() {
        int start = at;
        do {
            if (atEnd() || !isLetter(peek())) {
                throw fault("expected a field name of letters, digits and '_'");
            }
            while (!atEnd() && (isLetter(peek()) || isDigit(peek()))) {
                at++;
            }
        } while (take('.'));
        return text.substring(start, at);
    }

    private String literal(String what) {
        int start = at;
        while (!atEnd() && peek() != '/' && peek() != ':' && peek() != '}') {
            char c = peek();
            if (FORBIDDEN.indexOf(c) >= 0 || Character.isISOControl(c)) {
                throw fault("unexpected '" + c + "' in a literal");
            }
            at++;
        }
        if (at == start) {
            throw fault("expected " + what);
        }
        String decoded = Percent.decode(text, start, at, Percent.Keep.NOTHING);
        if (decoded == null || decoded.indexOf('\0') >= 0) {
            throw new TemplateFault(text, start, "broken percent-encoding in a literal");
        }
        return decoded;
    }

    private boolean take(char wanted) {
        if (atEnd() || peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private char peek() {
        return text.charAt(at);
    }

    private boolean atEnd() {
        return at == text.length();
    }

    private TemplateFault fault(String what) {
        return new TemplateFault(text, at, what);
    }

    private static boolean isLetter(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
