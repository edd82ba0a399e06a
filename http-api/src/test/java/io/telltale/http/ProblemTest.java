package io.telltale.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void writesTheSameBytesForEver() {
        Problem problem =
                Problem.invalid(List.of(new FieldError("a", "is missing"), new FieldError("b[2].c", "is \"odd\"")));

        assertThat(new String(ProblemDocument.of(problem, "/api/things").toBytes(), UTF_8))
                .isEqualTo(
                        "{\"type\":\"urn:telltale:problem:invalid\",\"title\":\"The request is not valid\",\"status\":400,"
                                + "\"detail\":\"a: is missing (and 1 more)\",\"instance\":\"/api/things\","
                                + "\"errors\":[{\"field\":\"a\",\"message\":\"is missing\"},"
                                + "{\"field\":\"b[2].c\",\"message\":\"is \\\"odd\\\"\"}]}");
    }

    @Test
    void leavesOutErrorsWhenThereAreNone() {
        assertThat(new String(
                        ProblemDocument.of(Problem.conflict("taken"), "/api/x").toBytes(), UTF_8))
                .isEqualTo("{\"type\":\"urn:telltale:problem:conflict\","
                        + "\"title\":\"The request conflicts with what is there\",\"status\":409,"
                        + "\"detail\":\"taken\",\"instance\":\"/api/x\"}");
    }

    @Test
    void hasOneKindForEachStatus() {
        assertThat(Arrays.stream(ProblemKind.values()).map(ProblemKind::status)).doesNotHaveDuplicates();
        assertThat(ProblemKind.ofStatus(405)).isEqualTo(ProblemKind.METHOD_NOT_ALLOWED);
        assertThat(ProblemKind.ofStatus(418)).isEqualTo(ProblemKind.INVALID);
        assertThat(ProblemKind.ofStatus(507)).isEqualTo(ProblemKind.INTERNAL);
    }

    @Test
    void costsNoStackTrace() {
        assertThat(Problem.notFound("x").getStackTrace()).isEmpty();
    }
}
