package io.telltale.ingest.admission;

import io.telltale.ingest.admission.Field.Flag;
import io.telltale.ingest.admission.Field.Nested;
import io.telltale.ingest.admission.Field.Num;
import io.telltale.ingest.admission.Field.Other;
import io.telltale.ingest.admission.Field.Text;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Resolves a SenML pack, JSON or CBOR, record by record; base values hold from the record they stand in.
 *
 * <p>A pack belongs to one device, the topic's. So the metric is {@code n}, or where that is missing the tail of {@code bn}
 * after its last {@code :} or {@code /}. Times below 2^28 seconds are relative to the receipt. Units, update times and the
 * precision beyond microseconds are not kept; string and data values and sums are refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8428">RFC 8428</a>
 */
final class SenmlPack {

    private static final int VERSION = 10;
    private static final double RELATIVE_BELOW = 1 << 28;
    private static final Set<String> UNITS = Set.of("u", "bu");

    /** Labels of the CBOR form, RFC 8428 table 4. */
    private static final Map<String, String> CBOR_LABELS = Map.ofEntries(
            Map.entry("-1", "bver"),
            Map.entry("-2", "bn"),
            Map.entry("-3", "bt"),
            Map.entry("-4", "bu"),
            Map.entry("-5", "bv"),
            Map.entry("-6", "bs"),
            Map.entry("0", "n"),
            Map.entry("1", "u"),
            Map.entry("2", "v"),
            Map.entry("3", "vs"),
            Map.entry("4", "vb"),
            Map.entry("5", "s"),
            Map.entry("6", "t"),
            Map.entry("7", "ut"),
            Map.entry("8", "vd"));

    private final double receivedSeconds;
    private final Gathered into;
    private String baseName = "";
    private double baseTime;
    private double baseValue;

    SenmlPack(long receivedMicros, Gathered into) {
        this.receivedSeconds = receivedMicros / 1e6;
        this.into = into;
    }

    /** Whether an array that begins with this object is a pack: only SenML has a textual {@code n} or {@code bn}. */
    static boolean begins(List<Field> first) {
        for (Field field : first) {
            String label = label(field);
            if ((label.equals("bn") || label.equals("n")) && field.value() instanceof Text) {
                return true;
            }
        }
        return false;
    }

    /** Takes the next record of the pack. */
    void gather(List<Field> record) {
        Entry entry = new Entry();
        for (Field field : record) {
            String label = label(field);
            boolean understood =
                    switch (field.value()) {
                        case Text(String text) -> text(label, text, entry);
                        case Num(double number) -> number(label, number, entry);
                        case Flag(boolean set) -> flag(label, set, entry);
                        case Nested nested -> ignorable(label);
                        case Other other -> ignorable(label);
                    };
            if (!understood) {
                into.refuse(
                        Reason.UNSUPPORTED_VALUE,
                        "SenML '" + Gathered.shortened(label) + "' cannot be used: numbers (v) and booleans (vb) of"
                                + " version " + VERSION + " are taken");
                return;
            }
        }
        if (entry.hasValue) {
            settle(entry);
        } else if (entry.named) {
            into.refuse(Reason.UNSUPPORTED_VALUE, "SenML '" + Gathered.shortened(entry.name) + "' has no v or vb");
        }
    }

    private boolean text(String label, String text, Entry entry) {
        switch (label) {
            case "bn" -> baseName = text;
            case "n" -> {
                entry.name = text;
                entry.named = true;
            }
            default -> {
                return UNITS.contains(label) || ignorable(label);
            }
        }
        return true;
    }

    private boolean number(String label, double number, Entry entry) {
        switch (label) {
            case "bver" -> {
                return number <= VERSION;
            }
            case "bt" -> baseTime = number;
            case "bv" -> baseValue = number;
            case "t" -> entry.time = number;
            case "v" -> {
                entry.value = number;
                entry.hasValue = true;
                entry.numeric = true;
            }
            default -> {
                return label.equals("ut") || ignorable(label);
            }
        }
        return true;
    }

    private static boolean flag(String label, boolean set, Entry entry) {
        if (!label.equals("vb")) {
            return ignorable(label);
        }
        entry.value = set ? 1 : 0;
        entry.hasValue = true;
        return true;
    }

    /** Whether RFC 8428 (4.4) lets a reader pass over what it does not know: all but labels that end in {@code _}. */
    private static boolean ignorable(String label) {
        return !CBOR_LABELS.containsValue(label) && !label.endsWith("_");
    }

    private void settle(Entry entry) {
        String name = entry.name.isEmpty() ? tail(baseName) : entry.name;
        double value = entry.numeric ? entry.value + baseValue : entry.value;
        double time = baseTime + entry.time;
        if (time == 0) {
            into.addUnstamped(name, value);
            return;
        }
        OptionalLong micros = Timestamps.seconds(time < RELATIVE_BELOW ? receivedSeconds + time : time);
        if (micros.isPresent()) {
            into.add(name, micros.getAsLong(), value);
        } else {
            into.refuse(
                    Reason.BAD_TIMESTAMP,
                    "SenML time of '" + Gathered.shortened(name)
                            + "': expected seconds, relative or since the epoch, in the years 2000 to 2100");
        }
    }

    private static String tail(String baseName) {
        return baseName.substring(Math.max(baseName.lastIndexOf(':'), baseName.lastIndexOf('/')) + 1);
    }

    private static String label(Field field) {
        return CBOR_LABELS.getOrDefault(field.name(), field.name());
    }

    private static final class Entry {
        private String name = "";
        private boolean named;
        private double time;
        private double value;
        private boolean hasValue;
        private boolean numeric;
    }
}
