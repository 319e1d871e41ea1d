package dev.reconcile.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the pages that Qute renders. English here, Korean in {@code messages/msg_ko.properties}. */
@MessageBundle(locale = "en")
public interface PageTexts {
    @Message("Reconcile – learn Kubernetes workloads")
    String title();

    @Message("Learn Kubernetes workloads by moving them yourself")
    String headline();

    @Message("A cluster and a terminal of your own open at once. Run commands, and watch what each controller sees and why it decides as it does.")
    String lead();

    @Message("Your name")
    String name();

    @Message("Start the lab")
    String start();

    @Message("Nothing to install. Your lab stays as you leave it; this browser finds it again.")
    String note();

    @Message("A simulated Kubernetes {version}, exact in every text")
    String factCluster(String version);

    @Message("Time that you can stop, slow down and skip")
    String factTime();

    @Message("A checklist that sees what you did, whichever way you did it")
    String factChecklist();

    @Message("Continue as {name}")
    String goOn(String name);

    @Message("Or start a new lab. Under the same name, your record goes on.")
    String orNew();

    @Message("A Deployment hands over from the old ReplicaSet to the new one, pod by pod.")
    String picture();

    @Message("old version")
    String pictureOld();

    @Message("new version")
    String pictureNew();

    @Message("scales the new ReplicaSet from 2 to 3.")
    String pictureDeployment();

    @Message("is one pod short and makes one.")
    String pictureReplicaSet();

    @Message("puts it on worker-2.")
    String pictureScheduler();

    @Message("Facts, commands and manifests are taken from “Part 4: Deployment, StatefulSet, DaemonSet”, CC BY 4.0.")
    String attribution();

    @Message("Language")
    String language();

    @Message("This lab does not open with what your browser shows")
    String closedTitle();

    @Message("It belongs to another browser, or it does not exist. Start a lab of your own, or open it in the browser in which you started it.")
    String closedText();

    @Message("To the start page")
    String home();

    @Message("The lab needs JavaScript. Please allow it for this page.")
    String script();

    @Message("Opening your lab …")
    String opening();

    @Message("Exercises and their proofs")
    String authorTitle();

    @Message("This page looks again every two seconds. A saved change is read, proven, and served only if it holds.")
    String authorLead();

    @Message("proven")
    String authorProven();

    @Message("served, proof to come")
    String authorUnproven();

    @Message("flawed; the last good version is served")
    String authorKept();

    @Message("flawed; not served")
    String authorRefused();

    @Message("{solutions} solutions with five seeds each, {mutants} known-wrong answers, {snippets} snippets")
    String authorCounts(int solutions, int mutants, int snippets);
}
