package dev.kiban.gateway.count;

import java.util.List;

/// The blocks that loops may write to, oldest first. Immutable: there is a new one when a minute is
/// prepared or over, or routes came.
record OpenBlocks(List<OpenBlock> blocks) {

    OpenBlocks {
        blocks = List.copyOf(blocks);
    }

    /// Where a loop begins.
    OpenBlock at(long minute) {
        return from(minute, 0);
    }

    /// Where a loop goes on that writes to `current`: to the newest block of the minute, or of the
    /// last minute before it that has one. Never back, since what is left may be sealed.
    OpenBlock at(long minute, OpenBlock current) {
        return from(minute, Math.max(0, blocks.indexOf(current)));
    }

    private OpenBlock from(long minute, int first) {
        for (int i = blocks.size() - 1; i > first; i--) {
            if (blocks.get(i).minute() <= minute) {
                return blocks.get(i);
            }
        }
        return blocks.get(first);
    }
}
