// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.io.IOException;
import java.nio.file.Path;
import org.sockdiff.rule.Machine;

public final class RecordWriter implements AutoCloseable {
  public static RecordWriter toFile(Path p, String v, Machine m, String n) throws IOException {
    return new RecordWriter();
  }

  public void write(Recording r) throws IOException {}

  @Override
  public void close() throws IOException {}
}
