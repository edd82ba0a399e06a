package io.telltale.simulator.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.RegistryClient;
import io.telltale.simulator.stack.StackOptions;
import io.telltale.simulator.terminal.Ending;
import io.telltale.simulator.terminal.StatusLine;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;

/** Runs a plan for a command: progress on standard error, the report on standard output, the verdict as exit status. */
final class LoadSession {

    private static final int LOST_OR_DUPLICATED = 1;
    private static final int NOTHING_PROVED = 2;
    private static final int PROGRESS_SECONDS = 2;

    private LoadSession() {}

    static int run(LoadPlan plan, StackOptions stack, boolean json, boolean strict, PrintWriter out) {
        StatusLine status = new StatusLine(PROGRESS_SECONDS);
        try (Ending ending =
                        new Ending(plan.counting().patience().multipliedBy(3).plus(Duration.ofMinutes(1)));
                RegistryClient registry = stack.registry()) {
            LoadReport report = new LoadRun(plan, stack.environment(), status, ending).run(registry);
            if (json) {
                out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
                status.say(LoadText.verdict(report));
            } else {
                out.print(LoadText.of(report));
                out.println(LoadText.verdict(report));
            }
            out.flush();
            int code = exitCode(report, strict);
            ending.finished(code);
            return code;
        } catch (SQLException e) {
            throw new CannotRunException("the database could not be asked: " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report is plain data", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("interrupted", e);
        }
    }

    /** A strict run proves something only if every published reading was acknowledged. */
    private static int exitCode(LoadReport report, boolean strict) {
        Reconciliation.Tally tally = report.tally();
        if (!tally.exact()) {
            return LOST_OR_DUPLICATED;
        }
        boolean incomplete = tally.acknowledged() < tally.published() || report.interrupted();
        return tally.acknowledged() == 0 || (strict && incomplete) ? NOTHING_PROVED : 0;
    }
}
