// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.util.List;

/** The kernels that were measured, by the names of their profiles. */
final class MeasuredKernels {
  static final List<String> PROFILES =
      List.of(
          "linux-2.6.24",
          "linux-2.6.32.67",
          "linux-3.19.8",
          "linux-4.4.178",
          "linux-4.9.154",
          "linux-4.10.17",
          "linux-5.10.223",
          "linux-6.1.176",
          "linux-6.12.43",
          "linux-6.18.44",
          "linux-7.3.4",
          "gvisor-20221219");

  private MeasuredKernels() {}
}
