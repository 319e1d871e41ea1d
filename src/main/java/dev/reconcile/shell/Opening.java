package dev.reconcile.shell;

import java.util.Optional;

/** Opens what a redirection names. */
final class Opening {
    private Opening() {}

    /** Changes the descriptors, or says why it cannot. */
    static Optional<String> open(Redirect redirect, String target, Channel[] descriptors, Shell shell) {
        int descriptor = redirect.descriptor();
        switch (redirect.kind()) {
            case HERE -> descriptors[descriptor] = new Channel.Piped(Pipe.holding(target));
            case DUPLICATE -> {
                return duplicate(descriptor, target, descriptors, shell);
            }
            case READ -> {
                return read(descriptor, target, descriptors, shell);
            }
            case WRITE, APPEND, READ_WRITE -> {
                return write(redirect, target, descriptors, shell);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> duplicate(int descriptor, String target, Channel[] descriptors, Shell shell) {
        if (target.equals("-")) {
            descriptors[descriptor] = descriptor > 2 ? null : new Channel.Null();
        } else if (target.matches("\\d") && descriptors[target.charAt(0) - '0'] != null) {
            descriptors[descriptor] = descriptors[target.charAt(0) - '0'];
        } else {
            return Optional.of(shell.state().dialect() != Dialect.BASH && !target.matches("\\d+") ? "Bad fd number: " + target
                    : target + ": Bad file descriptor");
        }
        return Optional.empty();
    }

    /** A file that is a device, or null. */
    private static Channel device(String path, Channel[] descriptors, Stdio io) {
        return switch (path) {
            case "/dev/null" -> new Channel.Null();
            case "/dev/stdin" -> descriptors[0];
            case "/dev/stdout" -> descriptors[1];
            case "/dev/stderr" -> descriptors[2];
            case "/dev/tty" -> new Channel.Own(1, io);
            default -> null;
        };
    }

    /** What bash's {@code < <(commands)} reads is there as long as somebody reads it. */
    private static Channel ofProcess(String path, Files files) {
        return path.startsWith(ProcessFiles.DIRECTORY) && files.isFile(path) ? new Channel.Piped(Pipe.holding(files.content(path).orElse(""))) : null;
    }

    private static Optional<String> read(int descriptor, String target, Channel[] descriptors, Shell shell) {
        String path = shell.state().path(target);
        Files files = shell.invocation().files();
        Channel process = ofProcess(path, files);
        Channel device = process != null ? process : device(path, descriptors, shell.invocation().io());
        if (device != null) {
            descriptors[descriptor] = device;
            return Optional.empty();
        }
        Optional<FileProblem> problem = target.isEmpty() ? Optional.of(FileProblem.NOT_FOUND) : files.problemReading(path);
        if (problem.isEmpty()) {
            descriptors[descriptor] = new Channel.OpenFile(new FileStream(files, path));
        }
        return problem.map(why -> Complaints.cannotRead(target, why, shell.state().dialect()));
    }

    private static Optional<String> write(Redirect redirect, String target, Channel[] descriptors, Shell shell) {
        String path = shell.state().path(target);
        Files files = shell.invocation().files();
        Channel device = device(path, descriptors, shell.invocation().io());
        if (device != null) {
            descriptors[redirect.descriptor()] = device;
            return Optional.empty();
        }
        Optional<FileProblem> problem;
        if (target.isEmpty()) {
            problem = Optional.of(FileProblem.NOT_FOUND);
        } else if (files.isDirectory(path)) {
            problem = Optional.of(FileProblem.IS_DIRECTORY);
        } else if (redirect.kind() == Redirect.Kind.WRITE || !files.isFile(path)) {
            problem = files.write(path, "");
        } else {
            problem = Optional.empty();
        }
        if (problem.isEmpty()) {
            descriptors[redirect.descriptor()] = new Channel.OpenFile(new FileStream(files, path));
        }
        return problem.map(why -> Complaints.cannotWrite(target, why, shell.state().dialect()));
    }
}
