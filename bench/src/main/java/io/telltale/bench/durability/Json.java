package io.telltale.bench.durability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;

/** The results for programs. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    static String of(Plan plan, List<Result> results) throws JsonProcessingException {
        return MAPPER.writeValueAsString(new Run(
                plan.rounds(), plan.each().toMillis(), Runtime.getRuntime().availableProcessors(), results));
    }

    private record Run(int rounds, long millis, int processors, List<Result> results) {}
}
