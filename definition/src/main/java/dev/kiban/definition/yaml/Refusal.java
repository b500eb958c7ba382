package dev.kiban.definition.yaml;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// A limit was met. Unwinds the reading of a document just as the parser's own exceptions do, and
/// is caught where they are.
final class Refusal extends MarkedYamlEngineException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final String message;

    Refusal(ProblemCode code, String message, Event where) {
        super("", where.getStartMark(), message, where.getStartMark());
        this.code = code;
        this.message = message;
    }

    Problem problem(Location at) {
        return new Problem(at, code, message);
    }

    /// What is too much in all cannot be mended by going on with the next document.
    boolean isForWholeFile() {
        return code == ProblemCode.TOO_MANY;
    }
}
