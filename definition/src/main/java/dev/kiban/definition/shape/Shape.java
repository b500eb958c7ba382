package dev.kiban.definition.shape;

import dev.kiban.definition.yaml.Yaml;
import java.util.Optional;

/// What a value looks like and what becomes of it.
///
/// Reading goes on after a problem, so that all of them are found in one run: what could be saved
/// is returned, and only that. Whoever asked for the reading must not use the result when there
/// were problems.
public sealed interface Shape<T>
        permits ChoiceShape,
                EitherShape,
                ListShape,
                MapShape,
                NumberShape,
                ObjectShape,
                OptionalShape,
                TextShape,
                WholeShape,
                WordOrObjectShape {

    /// Reads a value; empty if it is not of this shape, which has then been reported.
    Optional<T> read(Yaml value, Reading reading);
}
