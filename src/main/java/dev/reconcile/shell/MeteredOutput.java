package dev.reconcile.shell;

/** Counts what is printed, and swallows what exceeds the limit. */
record MeteredOutput(Output output, Meter meter) implements Output {
    @Override
    public void write(String text) {
        meter.printed(text);
        if (meter.mayPrint()) {
            output.write(text);
        }
    }

    @Override
    public boolean full() {
        return output.full();
    }

    @Override
    public boolean broken() {
        return output.broken();
    }

    @Override
    public boolean isTerminal() {
        return output.isTerminal();
    }
}
