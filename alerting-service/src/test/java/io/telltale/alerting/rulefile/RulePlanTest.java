package io.telltale.alerting.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.alerting.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulePlanTest {

    private static final String HOT = RuleFileTest.HOT;

    @Test
    void whatIsThereAsWrittenIsUnchanged() throws FaultyFileException {
        RulePlan plan = plan(HOT, HOT, false);
        assertThat(plan.unchanged()).containsExactly("hot", "odd");
        assertThat(plan.empty()).isTrue();
    }

    @Test
    void whatIsNotThereIsAdded() throws FaultyFileException {
        RulePlan plan = plan("rules: []", HOT, false);
        assertThat(plan.added()).extracting(Rule::name).containsExactly("hot", "odd");
        assertThat(plan.added()).extracting(Rule::revision).containsOnly(1L);
    }

    @Test
    void aChangeIsToldFieldByField() throws FaultyFileException {
        String after = HOT.replace("value: 30", "value: 31")
                .replace("    labels: {team: cooling}\n", "    severity: critical\n");
        RulePlan plan = plan(HOT, after, false);
        assertThat(plan.unchanged()).containsExactly("odd");
        assertThat(plan.changed()).singleElement().satisfies(changed -> {
            assertThat(changed.rule().revision()).isEqualTo(2);
            assertThat(changed.rule().id())
                    .isEqualTo(RuleFileTest.rules(HOT).getFirst().id());
            assertThat(changed.fields())
                    .containsExactly(
                            new RulePlan.FieldChange("condition.value", Optional.of("30.0"), Optional.of("31.0")),
                            new RulePlan.FieldChange("labels.team", Optional.of("cooling"), Optional.empty()),
                            new RulePlan.FieldChange("severity", Optional.of("warning"), Optional.of("critical")));
        });
    }

    @Test
    void whatTheFileDoesNotHaveStaysUnlessItIsPruned() throws FaultyFileException {
        RulePlan kept = plan(HOT, "rules: []", false);
        assertThat(kept.unmentioned()).containsExactly("hot", "odd");
        assertThat(kept.removed()).isEmpty();
        RulePlan pruned = plan(HOT, "rules: []", true);
        assertThat(pruned.removed()).extracting(Rule::name).containsExactly("hot", "odd");
        assertThat(pruned.unmentioned()).isEmpty();
    }

    @Test
    void aNameThatIsThereTwiceIsNobodys() throws FaultyFileException {
        List<Rule> twice = new ArrayList<>(RuleFileTest.rules(HOT));
        twice.add(twice.getFirst());
        RuleFile file = RuleFile.parse(HOT);
        assertThatThrownBy(() -> RulePlan.of("t", twice, file, false))
                .hasMessage(
                        "more than one rule is named 'hot', and in a file the name tells which is meant: rename one");
    }

    private static RulePlan plan(String stored, String file, boolean prune) throws FaultyFileException {
        return RulePlan.of("t", RuleFileTest.rules(stored), RuleFile.parse(file), prune);
    }
}
