package io.telltale.bench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What {@code bench/peers/fetch} brings by the machine's own npm or go. */
final class Kit {

    private Kit() {}

    /** Its folder in the cache; fetched if it is not there, which may take minutes. */
    static Path fetch(String name) throws IOException, InterruptedException {
        Process fetch = new ProcessBuilder(ChildProcess.file("fetch").toString(), name)
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(fetch.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            String last = said.substring(said.lastIndexOf('\n') + 1);
            if (fetch.waitFor() != 0) {
                throw new IOException(last.replaceFirst("^telltale: ", ""));
            }
            return Path.of(last);
        } catch (InterruptedException e) {
            fetch.destroy();
            throw e;
        }
    }
}
