package io.telltale.bench.endtoend;

import io.telltale.bench.chart.Picture;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Readings a second that the platform stored, and below them those of its peers in the same case. Pure. */
final class PeerChart {

    private PeerChart() {}

    static String of(Results results) {
        RateChart chart = new RateChart(most(results));
        for (Case what : results.peers().cases()) {
            chart.heading(what.what());
            results.best(what)
                    .ifPresent(row -> chart.bar("telltale", row.median(Measured::sustained), Picture.OURS, ""));
            for (PeerResult peer : results.peers().of(what)) {
                String remark = results.ratio(peer)
                        .map(ratio -> String.format(Locale.ROOT, ", telltale %.1f times", ratio))
                        .orElse("");
                chart.bar(peer.peer(), peer.most().sustained(), Picture.BESIDE, remark);
            }
        }
        return chart.of("Readings a second, stored, by the platform and by its peers on the same machine");
    }

    private static double most(Results results) {
        DoubleStream ours = results.peers().cases().stream()
                .flatMap(what -> results.best(what).stream())
                .mapToDouble(row -> row.median(Measured::sustained));
        DoubleStream theirs = results.peers().measured().stream()
                .mapToDouble(peer -> peer.most().sustained());
        return DoubleStream.concat(ours, theirs).max().orElse(1);
    }
}
