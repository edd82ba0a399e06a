package io.telltale.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.bench.endtoend.Case.FrontDoor;
import io.telltale.bench.peers.Peer;
import io.telltale.bench.peers.Peers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

    @Test
    void takesItsOptionsInAnyOrder() {
        assertThat(Plan.of(
                        "--rates",
                        "40000,60000",
                        "--json",
                        "a.json",
                        "--quick",
                        "--cases",
                        "broker,ten",
                        "--goal",
                        "90000",
                        "--seconds",
                        "5"))
                .isEqualTo(new Plan(
                        List.of(Case.of("broker"), Case.TEN),
                        List.of(40_000, 60_000),
                        OptionalInt.of(90_000),
                        false,
                        Duration.ofSeconds(5),
                        1,
                        Duration.ofSeconds(12),
                        Optional.of(Path.of("a.json")),
                        Optional.empty(),
                        List.of()));
    }

    @Test
    void peersAreAllOrThoseThatAreNamed() {
        assertThat(Plan.of().peers()).isEmpty();
        assertThat(Plan.of("--peers", "--quick").peers()).isEqualTo(Peers.ALL);
        assertThat(Plan.of("--peers").peers()).isEqualTo(Peers.ALL);
        assertThat(Plan.of("--peers", "telegraf,node-red").peers().stream().map(Peer::name))
                .containsExactly("telegraf-rows", "telegraf-wide", "node-red-insert", "node-red-batches");
        assertThatThrownBy(() -> Plan.of("--peers", "hono"))
                .hasMessage("no such peer: hono (there are node-red-insert, node-red-batches, telegraf-rows,"
                        + " telegraf-wide, script-insert, script-batches)");
    }

    @Test
    void peersDoOnlyTheJobThatEverybodyDoes() {
        Plan plan = Plan.of("--quick", "--cases", "ten,alone,ten-qos0", "--peers", "telegraf-rows");

        assertThat(plan.casesOfPeers()).containsExactly(Case.TEN);
        assertThat(plan.steps()).isEqualTo(1 + 2 + 3 * 2 + 3 + 2);
    }

    @Test
    void aimsAtTheGoalOfEachCaseOrAtTheOneThatWasGiven() {
        assertThat(Plan.of().aimedAt(Case.TEN)).isEqualTo(134_000);
        assertThat(Plan.of("--goal", "90000").aimedAt(Case.TEN)).isEqualTo(90_000);
    }

    @Test
    void countsItsStepsForTheProgress() {
        assertThat(Plan.of().steps()).isEqualTo(1 + 2 + 3 * (2 * 2 + 4));
        assertThat(Plan.of("--quick", "--rates", "1,2,3").steps()).isEqualTo(1 + 2 + 2 * 3 + 4);
        assertThat(Plan.of("--quick", "--cases", "one,alone,broker", "--search").steps())
                .isEqualTo(2 + 2 + 3 * Search.PROBES + 3 * 2 + 3);
    }

    @Test
    void everyFrontDoorHasAPlatformOfItsOwn() {
        Plan plan = Plan.of("--cases", "all");

        assertThat(plan.frontDoors()).containsExactly(FrontDoor.LISTENER, FrontDoor.BROKER);
        assertThat(plan.cases(FrontDoor.BROKER)).containsExactly(Case.of("broker"));
        assertThat(Plan.kinds(plan.cases(FrontDoor.LISTENER))).containsExactly(Case.ONE, Case.TEN);
    }

    @Test
    void theLoadGeneratorIsToldWhatTheCaseIs() {
        assertThat(Case.of("broker").arguments())
                .containsExactly(
                        "--devices=1000",
                        "--connections=1000",
                        "--metrics=10",
                        "--readings-per-message=1",
                        "--qos=1",
                        "--front-door=broker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds", "--rounds 0", "--rounds 21", "--rates x", "--goal 0", "--colour red", "quick"})
    void refusesWhatItDoesNotKnowAndSaysHowItIsCalled(String arguments) {
        assertThatThrownBy(() -> Plan.of(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("usage: ./telltale bench");
    }

    @Test
    void refusesACaseThatDoesNotExistAndNamesThoseThatDo() {
        assertThatThrownBy(() -> Plan.of("--cases", "one,eleven"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such case: eleven; there are all, one, ten, alone, one-qos0, ten-qos0, devices-100,"
                        + " devices-10000, broker");
    }
}
