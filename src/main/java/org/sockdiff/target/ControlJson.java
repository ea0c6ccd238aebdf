// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.ControlMessage;
import org.sockdiff.abi.ControlType;
import org.sockdiff.abi.ControlValue;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.SockAddr;

/**
 * Control messages in a record: {@code {"control":[{"type":"IP_TTL","value":64}],"length":24}}.
 *
 * <p>A value is a number, a host's address as a text, an object of a structure's fields, and of
 * what is none of these {@code {"hex":"40"}}, or of a time {@code {"time":16}}, its length.
 */
final class ControlJson {
  private static final HexFormat HEX = HexFormat.of();
  private static final int TIME = 16;

  private ControlJson() {}

  static void write(JsonGenerator json, Out.Control control) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart(RecordKeys.CONTROL);
    for (ControlMessage message : control.messages()) {
      json.writeStartObject();
      json.writeStringField(RecordKeys.TYPE, message.name());
      json.writeFieldName(RecordKeys.VALUE);
      write(json, message.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField(RecordKeys.LENGTH, control.length());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ControlValue value) throws IOException {
    if (value instanceof ControlValue.Int number) {
      json.writeNumber(number.value());
    } else if (value instanceof ControlValue.Host host) {
      json.writeString(host.address().toString());
    } else {
      json.writeStartObject();
      if (value instanceof ControlValue.Time time) {
        json.writeNumberField(RecordKeys.TIME, time.length());
      } else if (value instanceof ControlValue.Raw raw) {
        json.writeStringField(RecordKeys.HEX, HEX.formatHex(raw.bytes().toArray()));
      } else if (value instanceof ControlValue.Fields fields) {
        for (ControlValue.Field field : fields.fields()) {
          json.writeFieldName(field.name());
          write(json, field.value());
        }
      }
      json.writeEndObject();
    }
  }

  static Out read(JsonObject out) {
    List<ControlMessage> messages = new ArrayList<>();
    for (JsonObject message : out.objects(RecordKeys.CONTROL)) {
      messages.add(message(message));
    }
    return new Out.Control(messages, out.number(RecordKeys.LENGTH, 0, Integer.MAX_VALUE));
  }

  private static ControlMessage message(JsonObject message) {
    int[] type = message.read(RecordKeys.TYPE, "a type like IP_TTL or 0/2", ControlJson::type);
    return new ControlMessage(type[0], type[1], value(message, RecordKeys.VALUE));
  }

  private static Optional<int[]> type(String text) {
    Optional<ControlType> named = ControlType.named(text);
    if (named.isPresent()) {
      return Optional.of(new int[] {named.get().level(), named.get().number()});
    }
    int slash = text.indexOf('/');
    try {
      return slash < 0
          ? Optional.empty()
          : Optional.of(
              new int[] {
                Integer.parseInt(text, 0, slash, 10),
                Integer.parseInt(text, slash + 1, text.length(), 10)
              });
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static ControlValue value(JsonObject object, String key) {
    Object value = object.value(key);
    if (value instanceof Long number) {
      return new ControlValue.Int(number);
    }
    if (value instanceof String) {
      return new ControlValue.Host(object.read(key, "an address", SockAddr::parse));
    }
    JsonObject inner = object.object(key);
    if (inner.has(RecordKeys.TIME)) {
      int length = inner.number(RecordKeys.TIME, 0, TIME);
      return new ControlValue.Time(length, length == TIME);
    }
    if (inner.has(RecordKeys.HEX)) {
      return new ControlValue.Raw(
          inner.read(RecordKeys.HEX, "pairs of hexadecimal digits", ControlJson::bytes));
    }
    return new ControlValue.Fields(
        inner.keys().stream()
            .map(name -> new ControlValue.Field(name, value(inner, name)))
            .toList());
  }

  private static Optional<Bytes> bytes(String hex) {
    try {
      return Optional.of(Bytes.copyOf(HEX.parseHex(hex)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
