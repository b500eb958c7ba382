package dev.kiban.definition.load;

import dev.kiban.definition.Loaded;
import java.nio.file.Path;

/// Turns a directory of YAML files into one snapshot, or into all that is wrong with it.
///
/// ```java
/// switch (new DefinitionLoader().load(Path.of("examples/flea-market"))) {
///     case Loaded.Accepted(Definitions definitions) -> serve(definitions);
///     case Loaded.Rejected(List<Problem> problems, _) -> print(problems);
/// }
/// ```
///
/// A loader holds no state: one may load several directories at once, on several threads.
public final class DefinitionLoader {

    /// Reads all `*.yaml` and `*.yml` files below a directory, but none in hidden folders.
    public Loaded load(Path directory) {
        return new Loading(directory).run();
    }
}
