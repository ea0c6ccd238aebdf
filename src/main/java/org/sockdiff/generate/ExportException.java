// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.io.Serial;

/** A case has something that no exported file can do; the message names it. */
public final class ExportException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  ExportException(String what) {
    super(what);
  }
}
