// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.script.Value;

/** The fields of a record in a script. */
final class Fields {
  private Fields() {}

  /** A field's name and value. */
  record Field(String name, Value value) {}

  /** The fields of a record, each at most once and of a known name. */
  static List<Field> of(Value value, String example, List<String> known) {
    if (!(value instanceof Value.Rec rec)) {
      throw Scope.wrong(value.location(), "expected " + example + ", found " + Scope.kind(value));
    }
    List<Field> fields = new ArrayList<>();
    for (Value entry : rec.entries()) {
      fields.add(field(entry, example, known, fields));
    }
    return fields;
  }

  private static Field field(Value entry, String example, List<String> known, List<Field> before) {
    if (!(entry instanceof Value.Pair pair)
        || !(pair.left() instanceof Value.Words words)
        || words.words().size() != 1) {
      throw Scope.wrong(entry.location(), "expected a field as in " + example);
    }
    String name = words.words().get(0);
    if (!known.contains(name)) {
      throw Scope.wrong(
          entry.location(),
          "there is no field '"
              + name
              + "'"
              + Suggestion.among(name, known)
              + " ("
              + String.join(", ", known)
              + ")");
    }
    if (before.stream().anyMatch(field -> field.name().equals(name))) {
      throw Scope.wrong(entry.location(), "the field '" + name + "' stands here twice");
    }
    return new Field(name, pair.right());
  }

  /** The elements of a list. */
  static List<Value> list(Value value, String what) {
    if (!(value instanceof Value.ListOf list)) {
      throw Scope.wrong(value.location(), "expected " + what + ", found " + Scope.kind(value));
    }
    return list.values();
  }
}
