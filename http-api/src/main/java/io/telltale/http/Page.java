package io.telltale.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, by keyset: the next page starts after a key, so that pages stay right while items come and go.
 *
 * @param items in the order of the list
 * @param next the {@code ?after=} of the next page; left out on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {
    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page of what a store found.
     *
     * @param found items after the asked key, read with {@code limit + 1}: one more than fit says that there is a next page
     * @param limit items in the page
     * @param key the key of an item, on which the list is ordered
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<? super T, String> key) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, key.apply(items.get(limit - 1)));
    }

    /** The same page of other things: rows become what goes on the wire. */
    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), next);
    }
}
