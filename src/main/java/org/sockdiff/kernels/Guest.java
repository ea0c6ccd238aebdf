// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.util.List;

/**
 * A kernel that sockdiff starts itself on: it is given the cases, only records, and ends.
 *
 * <p>A kind of kernel is one file that implements this, and its row in {@link Guests}.
 */
public interface Guest {
  /** The kernel as its user wrote it: {@code uml}, {@code qemu:6.12}. */
  String name();

  /**
   * The ways to start it, the best first; each is tried when those before it have failed, the last
   * one as often as boots are left.
   *
   * @throws org.sockdiff.sys.EnvironmentException if a program or file that it takes is missing
   */
  List<Launch> launches(Place place) throws IOException;
}
