package io.telltale.alerting.rulefile;

import java.util.List;

/** A file that makes no sense; says all that is wrong with it, as far as it can be told at once. */
public final class FaultyFileException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    public FaultyFileException(List<Fault> faults) {
        super(faults.getFirst().toString());
        this.faults = List.copyOf(faults);
    }

    /** At least one, in the order of the file. */
    public List<Fault> faults() {
        return faults;
    }
}
