package io.telltale.heap;

import io.quarkus.runtime.StartupEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayDeque;

/**
 * A program of which so many megabytes live at a time, long enough to become old, and no longer. Prints the megabytes of its old
 * generation at most.
 */
final class Churn {

    private static final int KILOBYTES = 1024 * 1024;

    public static void main(String[] how) {
        if (how[0].equals("kept")) {
            new HeapKeeper().watch(new StartupEvent());
        }
        MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Tenured Gen"))
                .findFirst()
                .orElseThrow();
        int kilobytesAlive = Integer.parseInt(how[1]) * 1024;
        ArrayDeque<byte[]> alive = new ArrayDeque<>();
        long most = 0;
        for (int i = 0; i < KILOBYTES; i++) {
            alive.addLast(new byte[1024]);
            if (alive.size() > kilobytesAlive) {
                alive.removeFirst();
            }
            most = Math.max(most, old.getUsage().getUsed());
        }
        System.out.println(most >> 20);
    }
}
