package dev.kiban.slo.store;

import java.util.ArrayList;
import java.util.List;

/// A piece of time that is read as a whole: it begins where pieces of its size always begin.
///
/// @param start its first minute
record Block(Size size, int start) {

    /// How much there is in a block, the largest first, and where that is read.
    enum Size {
        DAY(1_440, Table.HOURS),
        HOUR(60, Table.HOURS),
        TEN_MINUTES(10, Table.MINUTES),
        MINUTE(1, Table.MINUTES);

        private final int minutes;
        private final Table table;

        Size(int minutes, Table table) {
            this.minutes = minutes;
            this.table = table;
        }

        Table table() {
            return table;
        }

        /// Rows of the table's time in one block.
        int times() {
            return minutes / table.minutes();
        }
    }

    /// A table of counts.
    enum Table {
        HOURS("slo_hour", "hour", Minute.OF_AN_HOUR),
        MINUTES("slo_minute", "minute", 1);

        private final String table;
        private final String time;
        private final int minutes;

        Table(String table, String time, int minutes) {
            this.table = table;
            this.time = time;
            this.minutes = minutes;
        }

        String table() {
            return table;
        }

        /// The column that says when.
        String time() {
            return time;
        }

        /// How long one of its times is.
        int minutes() {
            return minutes;
        }
    }

    /// Some minutes in a row as few blocks.
    static List<Block> of(Span span) {
        List<Block> blocks = new ArrayList<>();
        int at = span.from();
        while (at < span.until()) {
            Block next = largest(at, span.until());
            blocks.add(next);
            at = next.until();
        }
        return blocks;
    }

    private static Block largest(int start, int until) {
        for (Size size : Size.values()) {
            if (start % size.minutes == 0 && start + size.minutes <= until) {
                return new Block(size, start);
            }
        }
        throw new IllegalArgumentException("no block before minute %d".formatted(until));
    }

    /// The first minute that is no longer in it.
    int until() {
        return start + size.minutes;
    }

    /// Its rows' times.
    List<Integer> times() {
        List<Integer> times = new ArrayList<>();
        int first = start / size.table().minutes();
        for (int i = 0; i < size.times(); i++) {
            times.add(first + i);
        }
        return times;
    }
}
