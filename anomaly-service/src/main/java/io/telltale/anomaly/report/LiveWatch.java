package io.telltale.anomaly.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.telltale.events.Json;
import io.telltale.events.Nats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks the NATS servers, over the system account, who subscribes to live subjects, and tells the {@link LiveFeed}. On a
 * thread of its own; while nobody answers the last known interest stands.
 */
public final class LiveWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LiveWatch.class.getName());
    private static final String ASK = "$SYS.REQ.SERVER.PING.SUBSZ";
    private static final byte[] QUESTION = "{\"subscriptions\":true,\"limit\":4096}".getBytes(StandardCharsets.UTF_8);
    private static final Duration EXPECTED_ANSWER = Duration.ofSeconds(1);
    private static final Duration FURTHER_ANSWERS = Duration.ofMillis(100);

    private final String url;
    private final String name;
    private final LiveFeed feed;
    private final Duration poll;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private String said = "";
    private int servers = 1;

    /** Prepares; nothing happens before {@link #start}. */
    public LiveWatch(String systemUrl, String connectionName, LiveFeed feed, Duration poll) {
        this.url = systemUrl;
        this.name = connectionName + "-live";
        this.feed = feed;
        this.poll = poll;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::watch);
    }

    /** Begins to ask. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
    }

    private void watch() {
        try (Connection nats = Nats.connectWhenUp(url, name)) {
            do {
                look(nats);
            } while (!closing.await(poll.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Connection nats) throws InterruptedException {
        try {
            Set<String> subscriptions = ask(nats);
            feed.watched(LiveInterest.of(subscriptions));
            said = "";
        } catch (IOException | IllegalStateException e) {
            if (!e.toString().equals(said)) {
                said = e.toString();
                LOG.log(System.Logger.Level.WARNING, "watchers of live readings unknown, keeping the last", e);
            }
        }
    }

    /** Every server of a cluster answers for itself: as many as answered last time are waited for, more are welcome. */
    private Set<String> ask(Connection nats) throws IOException, InterruptedException {
        String inbox = nats.createInbox();
        Subscription answers = nats.subscribe(inbox);
        try {
            nats.publish(ASK, inbox, QUESTION);
            Set<String> subjects = new HashSet<>();
            int answered = 0;
            Message answer = answers.nextMessage(EXPECTED_ANSWER);
            while (answer != null) {
                answered++;
                for (JsonNode one : Json.MAPPER.readTree(answer.getData()).at("/data/subscriptions_list")) {
                    subjects.add(one.path("subject").asText());
                }
                answer = answers.nextMessage(answered < servers ? EXPECTED_ANSWER : FURTHER_ANSWERS);
            }
            if (answered == 0) {
                throw new IOException("no server answered " + ASK);
            }
            servers = answered;
            return subjects;
        } finally {
            answers.unsubscribe();
        }
    }
}
