package io.telltale.simulator.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command line as its users start it, against an API that answers from a script; the API itself has its own tests. */
class DeadLettersCommandIT {

    private static final String LETTER = """
            {"id":"7","stage":"admission","reason":"malformed-json","detail":"odd \\u001b[2J end","tenant":"default",
             "device":"pump-1","origin":"telemetry/default/pump-1","time":"2026-02-03T04:05:06Z","payload":"e30=",
             "text":"{}","decoded":{"form":"text","text":"{}"}}""";
    private static final String JUDGED = """
            {"id":"7","dryRun":true,"judgement":{"origin":"telemetry/default/pump-1","admitted":1,"readings":
             [{"tenant":"default","device":"pump-1","metric":"a","time":"2026-02-03T04:05:06Z","value":1.0}],"refused":[]}}""";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private HttpServer server;

    private record Run(int status, List<String> out, String err) {}

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod()
                    + ' '
                    + exchange.getRequestURI()
                    + ' '
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            String answer = answers.remove();
            byte[] body = answer.substring(4).getBytes(UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private Run run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", // the test's class path has Quarkus on
                // it
                "-cp",
                System.getProperty("java.class.path"),
                "io.telltale.simulator.Simulator",
                "dead-letters"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put(
                        "TELLTALE_API_URL",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/api");
        builder.environment().put("TELLTALE_OPERATOR_TOKEN", "token");
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        List<String> out = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), out, err);
    }

    @Test
    void listsOverShortPagesAndLetsNoDeviceWriteToTheTerminal() throws Exception {
        answers.add("200 {\"items\":[],\"next\":\"500\"}");
        answers.add("200 {\"items\":[" + LETTER + "],\"next\":\"7\"}");

        Run run = run("", "list", "--stage", "admission", "--limit", "1");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsExactly(
                        "ID       TIME                     STAGE      REASON               DEVICE                   DETAIL",
                        "7        2026-02-03T04:05:06Z     admission  malformed-json       pump-1                   odd ?[2J end",
                        "1 letters; there are more: --after 7");
        assertThat(requests)
                .containsExactly(
                        "GET /api/dead-letters?stage=admission&limit=1 ",
                        "GET /api/dead-letters?stage=admission&limit=1&after=500 ");
    }

    @Test
    void showsWhatAMendWouldAdmitBeforeItMendsAndReplays() throws Exception {
        answers.add("200 " + JUDGED);
        answers.add("200 {\"id\":\"9\",\"dryRun\":false,\"judgement\":{}}");
        answers.add("200 {\"id\":\"9\",\"origin\":\"telemetry/default/pump-1\"}");

        Run run = run("{\"a\":1}", "mend", "7", "--payload", "-", "--replay");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsExactly(
                        "on telemetry/default/pump-1 it would admit 1 readings",
                        "  2026-02-03T04:05:06Z default/pump-1/a = 1.0",
                        "mended: letter 7 is now 9",
                        "letter 9 is on its way, on telemetry/default/pump-1");
        assertThat(requests)
                .containsExactly(
                        "POST /api/dead-letters/7/mend?dryRun=true {\"payload\":\"eyJhIjoxfQ==\"}",
                        "POST /api/dead-letters/7/mend {\"payload\":\"eyJhIjoxfQ==\"}",
                        "POST /api/dead-letters/9/replay ");
    }

    @Test
    void replaysToTheEndAndEndsWithOneWhenSomeStay() throws Exception {
        answers.add("200 {\"replayed\":3,\"refusedAgain\":0,\"skipped\":0,\"reasons\":[],\"next\":\"4-9\"}");
        answers.add("200 {\"replayed\":1,\"refusedAgain\":1,\"skipped\":0,"
                + "\"reasons\":[{\"id\":\"5\",\"why\":\"it is refused again: empty\"}]}");

        Run run = run("", "replay", "--device", "pump-1");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsExactly(
                        "letter 5 stays: it is refused again: empty", "replayed 4, refused again 1, skipped 0");
        assertThat(requests)
                .containsExactly(
                        "POST /api/dead-letters/replay?device=pump-1 ",
                        "POST /api/dead-letters/replay?device=pump-1&after=4-9 ");
    }

    @Test
    void purgesOnlyAfterAYes() throws Exception {
        answers.add("200 {\"purged\":2,\"dryRun\":true}");
        answers.add("200 {\"purged\":2,\"dryRun\":true}");
        answers.add("200 {\"purged\":2,\"dryRun\":false}");
        String until = "2026-01-01T00:00:00Z";

        Run no = run("n\n", "purge", "--reason", "empty", "--until", until);
        Run yes = run("y\n", "purge", "--reason", "empty", "--until", until);

        assertThat(no.err()).isEqualTo("purge 2 dead letters for good? [y/N] ");
        assertThat(no.out()).containsExactly("2 dead letters; nothing was purged");
        assertThat(yes.out()).containsExactly("purged 2 dead letters");
        String counting =
                "DELETE /api/dead-letters?reason=empty&until=2026-01-01T00%3A00%3A00Z&dryRun=true&limit=1000 ";
        assertThat(requests).containsExactly(counting, counting, counting.replace("true", "false"));
    }

    @Test
    void saysWhatToDoWhenTheTokenLacksTheRole() throws Exception {
        answers.add("403 {\"detail\":\"the role of this token does not allow it\"}");

        Run run = run("", "purge", "7", "--yes");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("sim: the role of this token does not allow it; viewers look, operators mend and replay,"
                        + " admins purge: ./telltale token --role R\n");
    }
}
