package dev.kiban.pace.order;

import java.util.List;

/// Where orders are kept. A port.
public interface OrderStore {

    /// Takes the place of what was ordered about the same thing, unless that came later.
    void put(Given given);

    /// All that was ordered last, also what has ended or is as defined again.
    List<Given> all();
}
