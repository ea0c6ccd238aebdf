// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys;

/**
 * A network namespace that belongs to one thread.
 *
 * <p>Sockets that the thread makes from then on live in it, and threads that it starts inherit it;
 * the other threads of the process stay where they are. {@code /proc/thread-self/net} shows it,
 * {@code /proc/net} and {@code /proc/self/net} do not: they show the main thread's. There is no way
 * back.
 */
public interface NetNamespace {
  /**
   * Moves the calling thread into a new namespace, raises its loopback interface and makes sure
   * that no other interface is up. About half a millisecond.
   *
   * @throws EnvironmentException if the process may not make a namespace, or something but lo is up
   *     in it
   */
  void enter();
}
