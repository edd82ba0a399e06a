package io.telltale.simulator.chaos;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether every malformed message that was answered is parked.
 *
 * @param answered malformed messages of which the sender got to know
 * @param found those that are among the dead letters
 * @param missing those that are not
 * @param repeated dead letters beyond the first of a message, as when it was sent again after a break
 */
record DeadLetterAccount(long answered, long found, long missing, long repeated) {

    static DeadLetterAccount of(Set<String> answered, Collection<String> parked) {
        Set<String> different = new HashSet<>(parked);
        long found = answered.stream().filter(different::contains).count();
        return new DeadLetterAccount(
                answered.size(), found, answered.size() - found, parked.size() - (long) different.size());
    }

    DeadLetterAccount plus(DeadLetterAccount other) {
        return new DeadLetterAccount(
                answered + other.answered, found + other.found, missing + other.missing, repeated + other.repeated);
    }
}
