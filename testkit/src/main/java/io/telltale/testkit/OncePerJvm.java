package io.telltale.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Folders shared by all tests of this JVM. A Quarkus test sees our classes in a class loader of its own, so a static field would
 * give it a second server: the path is kept in a system property and the lock is an object of the JDK.
 */
final class OncePerJvm {
    private OncePerJvm() {}

    /** The folder of that name, made by the first caller; the others wait. */
    static Path folder(String name, Supplier<Path> maker) {
        String key = "telltale.testkit." + name;
        synchronized (Runtime.getRuntime()) {
            String known = System.getProperty(key);
            if (known != null && Files.isDirectory(Path.of(known))) {
                return Path.of(known);
            }
            Path made = maker.get();
            System.setProperty(key, made.toString());
            return made;
        }
    }
}
