package dev.reconcile.kubelet;

/**
 * What a program can do to the container around it besides reading and writing.
 *
 * @param container the container's name
 */
record Host(String container, Sockets sockets, Runnable outOfMemory) {}
