package dev.kiban.gateway.split;

import java.util.List;

/// What of a request says where it goes.
public interface Asked {

    /// Who calls, as verified; empty text if nobody knows.
    String user();

    /// The first header of a name; empty text if there is none.
    String header(String name);

    /// All headers of a name.
    List<String> headers(String name);
}
