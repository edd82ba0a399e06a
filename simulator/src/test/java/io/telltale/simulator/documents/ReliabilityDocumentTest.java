package io.telltale.simulator.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReliabilityDocumentTest {

    private static final Pattern TEST_CLASS = Pattern.compile("`([A-Z]\\w+(?:IT|Test))`");
    private static final Pattern COMMAND = Pattern.compile("\\./telltale ([a-z-]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(((?!https?:)[^)#]+)\\)");
    private static final Pattern KNOWN_COMMANDS = Pattern.compile("(?m)^commands=\\(([^)]+)\\)$");

    @ParameterizedTest
    @ValueSource(strings = {"reliability.md", "durability.md", "performance.md", "metrics.md"})
    void everyTestItNamesExists(String document) {
        Set<String> tests = Repository.sources("test").stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        assertThat(found(TEST_CLASS, document)).isSubsetOf(tests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reliability.md", "durability.md", "performance.md", "metrics.md"})
    void everyCommandItNamesExists(String document) {
        Matcher known = KNOWN_COMMANDS.matcher(Repository.read(Repository.ROOT.resolve("deploy/local/stack/help.sh")));
        assertThat(known.find()).isTrue();

        assertThat(found(COMMAND, document)).isSubsetOf(List.of(known.group(1).split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reliability.md", "durability.md", "performance.md", "metrics.md"})
    void everyFileItLinksToExists(String document) {
        Path folder = Repository.ROOT.resolve("docs");

        assertThat(found(LINK, document)).allMatch(link -> Files.exists(folder.resolve(link)));
    }

    private static Set<String> found(Pattern pattern, String document) {
        String text = Repository.read(Repository.ROOT.resolve("docs").resolve(document));
        Stream<String> words = pattern.matcher(text).results().map(word -> word.group(1));
        return words.collect(Collectors.toCollection(TreeSet::new));
    }
}
