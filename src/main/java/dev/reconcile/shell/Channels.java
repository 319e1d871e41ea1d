package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;

/** Numbers the channels of a shell while it is saved, and finds them again: one that is shared stays shared. */
final class Channels {
    private final List<Pipe> pipes = new ArrayList<>();
    private final List<FileStream> streams = new ArrayList<>();

    Json reference(Channel channel) {
        return switch (channel) {
            case null -> Json.of("closed", true);
            case Channel.Own own -> Json.of("own", own.number());
            case Channel.Piped piped -> Json.of("pipe", number(piped.pipe(), pipes));
            case Channel.OpenFile file -> Json.of("file", number(file.stream(), streams));
            case Channel.Null nothing -> Json.EMPTY;
        };
    }

    List<Json> references(Channel[] channels) {
        List<Json> references = new ArrayList<>();
        for (Channel channel : channels) {
            references.add(reference(channel));
        }
        return references;
    }

    /** Pipes and streams are told apart by identity. */
    private static <T> int number(T channel, List<T> known) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i) == channel) {
                return i;
            }
        }
        known.add(channel);
        return known.size() - 1;
    }

    Json save() {
        return Json.of("pipes", pipes.stream().map(Pipe::save).toList(), "files", streams.stream().map(FileStream::save).toList());
    }

    static Channels restore(Json state, Files files) {
        Channels channels = new Channels();
        state.objects("pipes").forEach(pipe -> channels.pipes.add(Pipe.restore(pipe)));
        state.objects("files").forEach(stream -> channels.streams.add(FileStream.restore(stream, files)));
        return channels;
    }

    Channel find(Json reference, Stdio io) {
        if (reference.isTrue("closed")) {
            return null;
        }
        if (reference.has("own")) {
            return new Channel.Own((int) reference.number(0, "own"), io);
        }
        if (reference.has("pipe")) {
            return new Channel.Piped(pipes.get((int) reference.number(0, "pipe")));
        }
        return reference.has("file") ? new Channel.OpenFile(streams.get((int) reference.number(0, "file"))) : new Channel.Null();
    }

    Channel[] find(List<Json> references, Stdio io) {
        Channel[] channels = new Channel[Math.max(Channel.DESCRIPTORS, references.size())];
        for (int i = 0; i < references.size(); i++) {
            channels[i] = find(references.get(i), io);
        }
        return channels;
    }
}
