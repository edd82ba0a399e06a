package io.telltale.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    @Test
    void hasANextPageWhenTheStoreFoundOneMore() {
        assertThat(Page.of(List.of("a", "b", "c"), 2, String::toUpperCase))
                .isEqualTo(new Page<>(List.of("a", "b"), "B"));
    }

    @Test
    void isTheLastWhenAllFit() {
        assertThat(Page.of(List.of("a", "b"), 2, text -> text)).isEqualTo(new Page<>(List.of("a", "b"), null));
        assertThat(Page.of(List.<String>of(), 2, text -> text)).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void keepsItsNextWhenItsItemsAreMapped() {
        assertThat(new Page<>(List.of("a", "bb"), "bb").map(String::length)).isEqualTo(new Page<>(List.of(1, 2), "bb"));
    }

    @Test
    void holdsAHundredItemsWhenNobodySaysHowMany() {
        assertThat(new PageQuery(null, null).limit()).isEqualTo(100);
        assertThat(new PageQuery("", null).after()).isEmpty();
        assertThat(new PageQuery("x", "7").after()).contains("x");
        assertThat(new PageQuery("x", "1000").limit()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "many", "", "1.5", "99999999999"})
    void refusesASenselessSize(String limit) {
        assertThatThrownBy(() -> new PageQuery(null, limit).limit())
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.errors())
                        .containsExactly(new FieldError("limit", "must be a whole number from 1 to 1000")));
    }
}
