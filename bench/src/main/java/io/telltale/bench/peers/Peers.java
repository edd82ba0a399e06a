package io.telltale.bench.peers;

import io.telltale.bench.peers.Peer.Rates;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All of them. */
public final class Peers {

    private static final String BROKER = "in Mosquitto's memory, on disk within 5 s; ";
    private static final String BEFORE = BROKER + "Node-RED answers the broker before it stores";
    private static final String TELEGRAF =
            BROKER + "Telegraf answers the broker after the commit; what comes again is stored again";
    private static final String AFTER = BROKER + "the script answers the broker after the commit";

    public static final List<Peer> ALL = List.of(
            new Peer(
                    "node-red-insert", BEFORE, Optional.of("node-red"), new Rates(6_000, 6_000), new NodeRed("insert")),
            new Peer(
                    "node-red-batches",
                    BEFORE,
                    Optional.of("node-red"),
                    new Rates(18_000, 40_000),
                    new NodeRed("batch")),
            new Peer(
                    "telegraf-rows",
                    TELEGRAF,
                    Optional.of("telegraf"),
                    new Rates(20_000, 60_000),
                    new Telegraf(Telegraf.Form.READING)),
            new Peer(
                    "telegraf-wide",
                    TELEGRAF + "; stores a message as one row",
                    Optional.of("telegraf"),
                    new Rates(20_000, 200_000),
                    new Telegraf(Telegraf.Form.MESSAGE)),
            new Peer(
                    "script-insert",
                    AFTER,
                    Optional.empty(),
                    new Rates(3_200, 3_600),
                    new Script("script-insert", InsertScript.class)),
            new Peer(
                    "script-batches",
                    AFTER,
                    Optional.empty(),
                    new Rates(22_000, 60_000),
                    new Script("script-batches", BatchScript.class)));

    private Peers() {}

    /** Those of that name, or whose names begin with it: {@code node-red} are both of its ways. */
    public static List<Peer> named(String name) {
        List<Peer> found = ALL.stream()
                .filter(peer -> peer.name().equals(name) || peer.name().startsWith(name + "-"))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no such peer: " + name + " (there are "
                    + ALL.stream().map(Peer::name).collect(Collectors.joining(", ")) + ")");
        }
        return found;
    }
}
