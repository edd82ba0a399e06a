package io.telltale.bench.peers;

import java.util.List;
import java.util.Optional;

/** All of them, and what taking messages costs when nothing is done with them. */
final class Peers {

    private static final String BROKER = "PUBACK while it is only in Mosquitto's memory, written to disk every 5 s; ";

    static final List<Contender> ALL = List.of(
            new MqttLimit(),
            new Peer(
                    "mosquitto + node-red, insert",
                    BROKER + "Node-RED answers before it stores, so its end loses what it holds",
                    Optional.of("npm"),
                    new NodeRed("insert")),
            new Peer(
                    "mosquitto + node-red, batches",
                    BROKER + "Node-RED answers before it stores, so its end loses what it holds",
                    Optional.of("npm"),
                    new NodeRed("batch")),
            new Peer(
                    "mosquitto + telegraf",
                    BROKER + "Telegraf answers after the commit; what comes again is stored twice",
                    Optional.of("go"),
                    new Telegraf()),
            new Peer(
                    "mosquitto + script, insert",
                    BROKER + "the script answers after the commit",
                    Optional.empty(),
                    new Script(InsertScript.class)),
            new Peer(
                    "mosquitto + script, batches",
                    BROKER + "the script answers after the commit",
                    Optional.empty(),
                    new Script(BatchScript.class)));

    private Peers() {}
}
