package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.print.TabWriter;
import dev.reconcile.model.Json;
import dev.reconcile.model.Quantity;
import java.util.List;

/** Lines of {@code kubectl top}, which all end with a column that is empty ({@code kubectl/pkg/metricsutil/metrics_printer.go}). */
final class TopTable {
    /**
     * What somebody uses.
     *
     * @param millicores thousandths of a CPU
     * @param bytes of memory
     */
    record Usage(long millicores, long bytes) {
        static final Usage NOTHING = new Usage(0, 0);

        static Usage of(Json usage) {
            return new Usage(Quantity.of(usage.textOrEmpty("cpu")).milli(), Quantity.of(usage.textOrEmpty("memory")).whole());
        }

        Usage plus(Usage other) {
            return new Usage(millicores + other.millicores, bytes + other.bytes);
        }

        String cpu() {
            return millicores + "m";
        }

        String memory() {
            return (bytes >> 20) + "Mi";
        }

        /** What rows are sorted by; the largest first. */
        long by(String field) {
            return field.equals("cpu") ? millicores : bytes;
        }
    }

    private final TabWriter writer = TabWriter.ofTables();

    void row(List<String> cells) {
        cells.forEach(cell -> writer.write(cell + "\t"));
        writer.write("\n");
    }

    String text() {
        return writer.flush();
    }

    static void checkSorting(String field) throws CommandFailure {
        if (!List.of("", "cpu", "memory").contains(field)) {
            throw CommandFailure.error("--sort-by accepts only cpu or memory");
        }
    }
}
