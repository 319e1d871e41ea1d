package dev.reconcile.workshop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The scripts by which an exercise proves itself, by file name. */
record Scripts(SortedMap<String, String> solutions, SortedMap<String, String> mutants) {
    static Scripts read(Path folder) {
        return new Scripts(contents(folder.resolve("solutions")), contents(folder.resolve("mutants")));
    }

    private static SortedMap<String, String> contents(Path folder) {
        SortedMap<String, String> contents = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> found = Files.list(folder)) {
                for (Path file : found.filter(each -> each.toString().endsWith(".sh")).sorted().toList()) {
                    contents.put(file.getFileName().toString(), Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return contents;
    }
}
