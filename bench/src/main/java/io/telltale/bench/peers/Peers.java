package io.telltale.bench.peers;

import io.telltale.bench.endtoend.Contender;
import java.util.List;
import java.util.Optional;

/** All of them. */
public final class Peers {

    private static final String BROKER = "PUBACK while it is only in Mosquitto's memory, written to disk every 5 s; ";

    public static final List<Contender> ALL = List.of(
            new Peer(
                    "mosquitto + node-red, insert",
                    BROKER + "Node-RED answers before it stores, so its end loses what it holds",
                    Optional.of("npm"),
                    500,
                    new NodeRed("insert")),
            new Peer(
                    "mosquitto + node-red, batches",
                    BROKER + "Node-RED answers before it stores, so its end loses what it holds",
                    Optional.of("npm"),
                    2_000,
                    new NodeRed("batch")),
            new Peer(
                    "mosquitto + telegraf",
                    BROKER + "Telegraf answers after the commit; what comes again is stored twice",
                    Optional.of("go"),
                    5_000,
                    new Telegraf()),
            new Peer(
                    "mosquitto + script, insert",
                    BROKER + "the script answers after the commit",
                    Optional.empty(),
                    500,
                    new Script(InsertScript.class)),
            new Peer(
                    "mosquitto + script, batches",
                    BROKER + "the script answers after the commit",
                    Optional.empty(),
                    5_000,
                    new Script(BatchScript.class)));

    private Peers() {}
}
