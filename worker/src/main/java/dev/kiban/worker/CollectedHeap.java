package dev.kiban.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/// What collections leave of the heap: what is in use just before one says nothing about leaks.
final class CollectedHeap {
    private CollectedHeap() {}

    /// The part of the largest heap that was in use after its pools were last collected; 0 before.
    static double share() {
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage kept = pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && kept != null) {
                used += kept.getUsed();
            }
        }
        return (double) used / Runtime.getRuntime().maxMemory();
    }
}
