package dev.reconcile.shell;

import java.util.List;
import java.util.function.Supplier;

/**
 * What a program is started with. The first argument is the program's own name.
 *
 * @param disk makes the files when somebody looks at them: most containers run without
 */
public record Invocation(List<String> args, Environment environment, Supplier<Files> disk, Stdio io, World world) {
    public Invocation {
        args = List.copyOf(args);
    }

    public Invocation(List<String> args, Environment environment, Files files, Stdio io, World world) {
        this(args, environment, () -> files, io, world);
    }

    public Files files() {
        return disk.get();
    }

    public String name() {
        return args.getFirst();
    }

    /** The arguments without the program's name. */
    public List<String> operands() {
        return args.subList(1, args.size());
    }

    /** That path as the program means it: relative ones start at the working directory. */
    public String path(String written) {
        return Files.normalise(environment.directory(), written);
    }

    public Invocation withArgs(List<String> others) {
        return new Invocation(others, environment, disk, io, world);
    }

    public Invocation withEnvironment(Environment other) {
        return new Invocation(args, other, disk, io, world);
    }

    public Invocation withIo(Stdio other) {
        return new Invocation(args, environment, disk, other, world);
    }
}
