package dev.kiban.transcode.http;

import java.util.List;
import java.util.Optional;

/// The path of a `google.api.HttpRule`, parsed: `/v1/{name=shelves/*}/books:search`.
///
/// ```
/// Template = "/" [ Segments ] [ Verb ]          Segment   = "*" | "**" | LITERAL | Variable
/// Segments = Segment { "/" Segment }            Variable  = "{" FieldPath [ "=" Segments ] "}"
/// Verb     = ":" LITERAL                        FieldPath = IDENT { "." IDENT }
/// ```
///
/// Variables are kept apart from the segments that they span, so two templates that differ only in
/// variable names have the same segments: [#shape()].
///
/// @param segments what a path must look like, variables replaced by what they match
/// @param verb the custom verb after the last `:`, percent-decoded
/// @param variables in the order of the text
public record PathTemplate(
        List<Segment> segments, Optional<String> verb, List<Variable> variables) {

    static final int MAX_LENGTH = 2_048;
    static final int MAX_SEGMENTS = 64;

    public PathTemplate {
        segments = List.copyOf(segments);
        variables = List.copyOf(variables);
    }

    /// Reads a template.
    ///
    /// @throws TemplateFault if the text is no template
    public static PathTemplate parse(String text) {
        return new TemplateParser(text).parse();
    }

    /// One step of a path.
    public sealed interface Segment {
        /// Exactly this text, compared after percent-decoding.
        record Literal(String text) implements Segment {}

        /// `*`: any one segment that is not empty.
        record One() implements Segment {}

        /// `**`: all remaining segments, none included; always last.
        record Rest() implements Segment {}
    }

    /// A field of the request message that takes the text of some segments.
    ///
    /// @param fieldPath names of fields, joined by `.`
    /// @param first index of the first segment spanned
    /// @param count number of segments spanned; a `**` counts as one
    public record Variable(String fieldPath, int first, int count) {}

    /// Does the variable stand for several segments? Then an encoded slash must stay encoded, or it
    /// could not be told from a separator.
    public boolean spansSegments(Variable variable) {
        return variable.count() > 1 || segments.get(variable.first()) instanceof Segment.Rest;
    }

    /// The template without its variable names: what two routes must not have in common.
    public String shape() {
        StringBuilder text = new StringBuilder();
        appendSegments(text, 0, segments.size());
        appendVerb(text);
        return text.toString();
    }

    /// The template as text; parses into an equal template.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (Variable variable : variables) {
            appendSegments(text, next, variable.first());
            next = variable.first() + variable.count();
            text.append("/{").append(variable.fieldPath());
            if (variable.count() > 1 || !(segments.get(variable.first()) instanceof Segment.One)) {
                StringBuilder spanned = new StringBuilder();
                appendSegments(spanned, variable.first(), next);
                text.append('=').append(spanned, 1, spanned.length());
            }
            text.append('}');
        }
        appendSegments(text, next, segments.size());
        appendVerb(text);
        return text.toString();
    }

    private void appendSegments(StringBuilder text, int from, int to) {
        if (segments.isEmpty()) {
            text.append('/');
        }
        for (Segment segment : segments.subList(from, to)) {
            text.append('/');
            switch (segment) {
                case Segment.Literal(String literal) -> Percent.encode(literal, text);
                case Segment.One() -> text.append('*');
                case Segment.Rest() -> text.append("**");
            }
        }
    }

    private void appendVerb(StringBuilder text) {
        verb.ifPresent(name -> Percent.encode(name, text.append(':')));
    }
}
