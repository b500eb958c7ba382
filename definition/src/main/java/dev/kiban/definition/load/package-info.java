/// From a directory of YAML files to a snapshot, and from the same descriptions to the JSON Schema.
///
/// Apart from the values, so that rooms which only use a snapshot never see YAML. Start at {@link
/// dev.kiban.definition.load.DefinitionLoader}; each kind of document is described in one class
/// ({@code TeamKind}, {@code ServiceKind}), each larger section of a service in one of its own.
@NullMarked
package dev.kiban.definition.load;

import org.jspecify.annotations.NullMarked;
