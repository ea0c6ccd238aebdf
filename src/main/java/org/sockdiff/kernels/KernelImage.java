// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.sockdiff.sys.EnvironmentException;

/**
 * An x86 kernel image. Source: Documentation/arch/x86/boot.rst, the header's field "header" at
 * 0x202.
 */
final class KernelImage {
  private static final int MAGIC_AT = 0x202;
  private static final String MAGIC = "HdrS";

  private KernelImage() {}

  /**
   * Refuses what is none: QEMU would start it, and nothing would come of it.
   *
   * @throws EnvironmentException if it is none
   */
  static void check(Path file) throws IOException {
    byte[] magic = new byte[MAGIC.length()];
    try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "r")) {
      if (image.length() > MAGIC_AT + magic.length) {
        image.seek(MAGIC_AT);
        image.readFully(magic);
      }
    }
    if (!new String(magic, StandardCharsets.US_ASCII).equals(MAGIC)) {
      throw new EnvironmentException(
          file + " is no kernel image", "qemu:KERNEL takes a bzImage, such as /boot/vmlinuz-*");
    }
  }
}
