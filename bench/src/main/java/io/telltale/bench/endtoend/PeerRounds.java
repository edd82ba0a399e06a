package io.telltale.bench.endtoend;

import io.telltale.bench.durability.Scratch;
import io.telltale.bench.peers.Peer;
import io.telltale.bench.peers.PeerAtWork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Peers at the platform's job, one after the other, each alone on the machine, asked by the same load generator and judged alike. One
 * thread. Who cannot be had or fails is told in the results, and the others go on.
 */
record PeerRounds(Plan plan, Path folder, Progress progress, PeerResults results) {

    /** Of a device, in every case of theirs. */
    private static final int METRICS = Case.TEN.metrics();

    private static final Duration LONGEST_HALF = Duration.ofSeconds(20);

    /** Longer than a storer that is behind pauses. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** For a queue that somebody works off: who is that far behind has not held the rate. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** Brings what they need into the cache; those who can run. */
    List<Peer> fetch(List<Peer> peers) throws InterruptedException {
        List<Peer> here = new ArrayList<>();
        for (Peer peer : peers) {
            try {
                peer.fetch();
                here.add(peer);
            } catch (IOException e) {
                absent(peer, e);
            }
        }
        return here;
    }

    /** All cases of one peer. */
    void measure(Peer peer) throws InterruptedException {
        progress.next(peer.name() + ": starting");
        try (Scratch own = Scratch.in(folder);
                PeerAtWork work = peer.start(METRICS, own.folder())) {
            for (Case what : plan.casesOfPeers()) {
                progress.next(peer.name() + ": " + what.name());
                results.measured().add(measure(peer, work, what));
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            absent(peer, e);
        }
    }

    private PeerResult measure(Peer peer, PeerAtWork work, Case what) throws Exception {
        LoadGenerator generator =
                LoadGenerator.anonymous(folder, work.mqttPort(), work.database(), PATIENCE, LONGEST_WAIT);
        SustainedRate sustained = SustainedRate.find(
                peer.rates().of(what.readingsPerMessage()),
                plan.each(),
                (rate, time) -> trial(generator, work, what, "most", rate, time));
        Duration time = plan.each().compareTo(LONGEST_HALF) < 0 ? plan.each() : LONGEST_HALF;
        double half = sustained.most().sustained() / 2;
        return new PeerResult(
                peer.name(),
                peer.promise(),
                sustained.most(),
                trial(generator, work, what, "half", half, time),
                sustained.failed());
    }

    private Measured trial(LoadGenerator generator, PeerAtWork work, Case what, String step, double rate, Duration time)
            throws IOException, InterruptedException {
        Measured measured = Measured.of(what, step, rate, generator.load(what, rate, time, work.processes()), null);
        progress.say(String.format(
                Locale.ROOT,
                "%,.0f/s asked for %d s: %,.0f/s stored, held: %s",
                rate,
                time.toSeconds(),
                measured.sustained(),
                measured.judgement()));
        return measured;
    }

    private void absent(Peer peer, Exception e) {
        String why = String.valueOf(e.getMessage());
        progress.say(peer.name() + " is left out: " + why);
        results.absent().put(peer.name(), why);
    }
}
