package io.telltale.alerting.notification;

import io.quarkus.qute.Expression;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.ResultNode;
import io.quarkus.qute.Scope;
import io.quarkus.qute.SectionHelper;
import io.quarkus.qute.SectionHelperFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Qute's loop over a list or labels, which ends when all loops of a rendering together went round too often. Numbers are no lists. */
record BoundedLoop(LoopSectionHelper loop, Expression over) implements SectionHelper {

    /** Attribute of a rendering: its {@link Rounds}. */
    static final String ROUNDS = "rounds";

    /** How often a rendering may still go round. For one thread. */
    static final class Rounds {

        private int left;

        Rounds(int left) {
            this.left = left;
        }

        private void take(int rounds) {
            left -= rounds;
            if (left < 0) {
                throw new IllegalStateException("its loops go round too often");
            }
        }
    }

    @Override
    public CompletionStage<ResultNode> resolve(SectionResolutionContext context) {
        Object rounds = Objects.requireNonNull(context.resolutionContext().getAttribute(ROUNDS), ROUNDS);
        return context.resolutionContext().evaluate(over).thenCompose(items -> {
            ((Rounds) rounds).take(size(items));
            return loop.resolve(context);
        });
    }

    private int size(Object items) {
        return switch (items) {
            case Collection<?> list -> list.size();
            case Map<?, ?> labels -> labels.size();
            default ->
                throw new IllegalStateException(
                        "only lists and labels can be gone through, not " + over.toOriginalString());
        };
    }

    /** Makes them. */
    static final class Factory implements SectionHelperFactory<BoundedLoop> {

        private final LoopSectionHelper.Factory loops = new LoopSectionHelper.Factory();

        @Override
        public List<String> getDefaultAliases() {
            return loops.getDefaultAliases();
        }

        @Override
        public ParametersInfo getParameters() {
            return loops.getParameters();
        }

        @Override
        public List<String> getBlockLabels() {
            return loops.getBlockLabels();
        }

        @Override
        public Scope initializeBlock(Scope outer, BlockInfo block) {
            return loops.initializeBlock(outer, block);
        }

        @Override
        public BoundedLoop initialize(SectionInitContext context) {
            return new BoundedLoop(loops.initialize(context), context.getExpression("iterable"));
        }
    }
}
