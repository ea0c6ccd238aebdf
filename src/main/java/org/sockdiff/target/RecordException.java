// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

/** A record cannot be read: which line of which file is wrong, and why. */
public final class RecordException extends RuntimeException {
  private static final int LONGEST_QUOTE = 60;

  private final String file;
  private final long line;

  /**
   * A refusal, in printable ASCII whatever the record holds.
   *
   * @param file as the user named it
   * @param line 1-based
   */
  public RecordException(String file, long line, String reason) {
    super(file + ":" + line + ": " + reason.replaceAll("[^ -~]", "?"));
    this.file = file;
    this.line = line;
  }

  public String file() {
    return file;
  }

  public long line() {
    return line;
  }

  /** A text out of a record as a message may show it: quoted, in printable ASCII, not too long. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
      char c = text.charAt(i);
      quoted.append(c >= 0x20 && c < 0x7f ? c : '?');
    }
    return quoted.append(text.length() > LONGEST_QUOTE ? "...'" : "'").toString();
  }
}
