// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

/** The words of the record format that both its writer and its reader use; docs/records.md. */
final class RecordKeys {
  static final String SCHEMA_1 = "sockdiff-record-1";

  static final String SCHEMA = "schema";
  static final String TOOL = "tool";
  static final String NAME = "name";
  static final String VERSION = "version";
  static final String KERNEL = "kernel";
  static final String RELEASE = "release";
  static final String PROFILE = "profile";
  static final String BASE = "base";
  static final String OVERRIDES = "overrides";
  static final String SEED = "seed";
  static final String MACHINE = "machine";

  static final String CASE = "case";
  static final String VARIABLES = "variables";
  static final String SHA256 = "sha256";
  static final String TEXT = "text";

  static final String SEQ = "seq";
  static final String THREAD = "thread";
  static final String EVENT = "event";
  static final String ACTION = "action";
  static final String LINE = "line";
  static final String CALL = "call";
  static final String RETURN = "return";
  static final String BLOCKED = "blocked";
  static final String DEADLINE = "deadline";
  static final String COUNTERS = "counters";
  static final String RET = "ret";
  static final String ERRNO = "errno";
  static final String DATA = "data";
  static final String HEX = "hex";
  static final String FLAGS = "flags";
  static final String FROM = "from";
  static final String OUT = "out";
  static final String ADDRESS = "address";
  static final String CONTROL = "control";
  static final String TYPE = "type";
  static final String VALUE = "value";
  static final String LENGTH = "length";
  static final String TIME = "time";
  static final String SOCKNAME = "sockname";
  static final String RAW = "raw";
  static final String MICROS = "micros";

  static final String END = "end";
  static final String EVENTS = "events";
  static final String TROUBLE = "trouble";
  static final String FOOTER = "footer";
  static final String CASES = "cases";
  static final String LINES = "lines";

  private RecordKeys() {}

  /** Whether a byte may stand in {@link #DATA}: printable ASCII, tab, line feed, return. */
  static boolean isText(int c) {
    return (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\n' || c == '\r';
  }
}
