package dev.reconcile.kubelet;

import java.util.List;

/**
 * What a program can do to the container around it besides reading and writing.
 *
 * @param container the container's name
 * @param command of the container's first process
 * @param readOnlyRoot nothing can be written but in volumes
 */
record Host(String container, List<String> command, Sockets sockets, boolean readOnlyRoot, Runnable outOfMemory) {}
