package dev.reconcile.shell.tools;

import dev.reconcile.shell.Programs;

/** The programs that every simulated system has. */
public final class StandardPrograms {
    private StandardPrograms() {}

    /** What a container has. */
    public static Programs all() {
        return text(files(system(Programs.none())));
    }

    /** What a container from a small image has: the same in one program. */
    public static Programs busybox() {
        return BusyboxWords.in(all().with("df", Machine.BUSYBOX_DF)).with("busybox", Busybox.PROGRAM).with("kill", Kill.PROGRAM).with("free", Machine.FREE).with("uptime", Machine.UPTIME)
                .with("hexdump", Dump.HEXDUMP).with("wc", Wc.BUSYBOX).with("time", TimeCommand.PROGRAM).with("less", Cat.PROGRAM).with("more", Cat.PROGRAM)
                .with("strings", LineTools.STRINGS).with("rev", LineTools.REV).without("printenv").without("comm").without("join").without("file");
    }

    /** What a person's terminal has, too: editors, {@code watch}, and pagers, which show everything at once because the page scrolls. */
    public static Programs withTerminal() {
        return all().with("vi", EditorCommand.PROGRAM).with("vim", EditorCommand.PROGRAM).with("nano", EditorCommand.PROGRAM)
                .with("edit", EditorCommand.PROGRAM).with("watch", Watch.PROGRAM)
                .with("less", Cat.PROGRAM).with("more", Cat.PROGRAM).with("jq", Jq.PROGRAM).with("yq", Yq.PROGRAM)
                .with("column", FileJoining.COLUMN).with("hexdump", Dump.HEXDUMP).with("free", Machine.FREE).with("uptime", Machine.UPTIME).with("ps", Machine.PS)
                .with("top", Machine.TOP).with("htop", Machine.TOP).with("file", FileFacts.FILE).with("rev", LineTools.REV).with("strings", LineTools.STRINGS)
                .with("time", TimeCommand.PROGRAM).with("man", Manual.MAN).with("help", Manual.HELP);
    }

    private static Programs text(Programs programs) {
        return programs.with("awk", Awk.PROGRAM).with("base64", Base64Text.PROGRAM).with("cat", Cat.PROGRAM).with("cut", Cut.PROGRAM)
                .with("diff", Diff.PROGRAM).with("egrep", Grep.EXTENDED).with("fgrep", Grep.FIXED).with("grep", Grep.PROGRAM).with("head", Head.PROGRAM)
                .with("sed", Sed.PROGRAM).with("seq", Seq.PROGRAM).with("sort", Sort.PROGRAM).with("tail", Tail.PROGRAM).with("tar", Tar.PROGRAM).with("tee", Tee.PROGRAM)
                .with("tac", LineTools.TAC).with("nl", LineTools.NL).with("fold", LineTools.FOLD).with("expand", LineTools.EXPAND)
                .with("paste", FileJoining.PASTE).with("comm", FileJoining.COMM).with("join", FileJoining.JOIN).with("cmp", FileJoining.CMP)
                .with("expr", Expr.PROGRAM).with("od", Dump.OD).with("md5sum", Checksums.MD5).with("sha1sum", Checksums.SHA1)
                .with("sha256sum", Checksums.SHA256).with("sha512sum", Checksums.SHA512).with("tr", Tr.PROGRAM).with("uniq", Uniq.PROGRAM).with("wc", Wc.PROGRAM).with("yes", Yes.PROGRAM);
    }

    private static Programs files(Programs programs) {
        return programs.with("chmod", FileCommands.CHMOD).with("cp", CopyCommands.CP).with("find", Find.PROGRAM).with("ls", Ls.PROGRAM)
                .with("mkdir", FileCommands.MKDIR).with("mv", CopyCommands.MV).with("rm", FileCommands.RM).with("rmdir", FileCommands.RMDIR)
                .with("touch", FileCommands.TOUCH).with("basename", SystemCommands.BASENAME).with("dirname", SystemCommands.DIRNAME)
                .with("realpath", SystemCommands.REALPATH).with("stat", FileFacts.STAT).with("du", FileFacts.DU).with("readlink", FileFacts.READLINK)
                .with("mktemp", FileFacts.MKTEMP).with("truncate", FileFacts.TRUNCATE).with("ln", FileFacts.LN);
    }

    private static Programs system(Programs programs) {
        return programs.with("clear", SystemCommands.CLEAR).with("date", DateCommand.PROGRAM).with("env", Env.PROGRAM)
                .with("hostname", SystemCommands.HOSTNAME).with("id", SystemCommands.ID).with("printenv", SystemCommands.PRINTENV)
                .with("sleep", Sleep.PROGRAM).with("timeout", Timeout.PROGRAM).with("uname", SystemCommands.UNAME).with("which", Which.PROGRAM)
                .with("df", Machine.DF).with("nproc", Machine.NPROC).with("arch", Machine.ARCH).with("tty", Machine.TTY).with("nohup", Nohup.PROGRAM)
                .with("whoami", SystemCommands.WHOAMI).with("xargs", Xargs.PROGRAM);
    }
}
