package io.telltale.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Reads what people write elsewhere than in a body, such as in a file, as strictly as a body and with the same words for what
 * is wrong. Any thread; needs no server.
 */
public final class StrictReader {

    private static final JsonMapper MAPPER = mapper();

    private StrictReader() {}

    /**
     * What the tree says.
     *
     * @throws Problem naming the field that is wrong
     */
    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw JsonFaults.problem(e);
        }
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .addModules(new JavaTimeModule(), new Jdk8Module())
                .build();
        new StrictJson().customize(mapper);
        return mapper;
    }
}
