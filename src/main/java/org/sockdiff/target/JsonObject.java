// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A JSON object of a record's line, with errors that name the line and the key. */
final class JsonObject {
  private static final int DEEPEST = 16;
  private static final int MOST_TOKENS = 100_000;

  private final Map<String, Object> fields;
  private final String path;
  private final Function<String, RecordException> error;

  private JsonObject(
      Map<String, Object> fields, String path, Function<String, RecordException> error) {
    this.fields = fields;
    this.path = path;
    this.error = error;
  }

  /** A value that no key of the format has: null, or a number that is no 64-bit integer. */
  private record Other(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A factory whose parsers refuse what is too deep, too long or ambiguous. */
  static JsonFactory factory() {
    return new JsonFactoryBuilder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxTokenCount(MOST_TOKENS)
                .maxStringLength(LineSource.LONGEST)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  /**
   * Parses a line.
   *
   * @throws RecordException if it is anything but one object
   */
  static JsonObject parse(JsonFactory factory, LineSource line) {
    try (JsonParser parser = factory.createParser(line.bytes(), 0, line.length())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw line.error("expected a JSON object");
      }
      JsonObject object = new JsonObject(object(parser), "", line::error);
      if (parser.nextToken() != null) {
        throw line.error("something stands behind the JSON object");
      }
      return object;
    } catch (StreamConstraintsException e) {
      throw line.error("not a line of a record: it is nested too deeply, or holds too much");
    } catch (JsonProcessingException e) {
      throw line.error("not JSON: " + message(e));
    } catch (IOException e) {
      throw line.error("not JSON: " + firstLine(String.valueOf(e.getMessage())));
    }
  }

  private static String message(JsonProcessingException e) {
    return firstLine(String.valueOf(e.getOriginalMessage()));
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    StringBuilder plain = new StringBuilder();
    for (char c : message.substring(0, end < 0 ? message.length() : end).toCharArray()) {
      plain.append(c >= 0x20 && c < 0x7f ? c : '?');
    }
    return plain.toString();
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      fields.put(key, value(parser));
    }
    return fields;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? new Other(parser.getText())
              : parser.getLongValue();
      default -> new Other(parser.getText());
    };
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return values;
  }

  boolean has(String key) {
    return fields.containsKey(key);
  }

  Set<String> keys() {
    return fields.keySet();
  }

  /** What is wrong with the line. */
  RecordException wrong(String reason) {
    return error.apply(reason);
  }

  private RecordException wrong(String key, String wanted) {
    return wrong(
        fields.containsKey(key)
            ? "'" + path + key + "' must be " + wanted
            : "'" + path + key + "' is missing: it must be " + wanted);
  }

  String text(String key) {
    return optionalText(key).orElseThrow(() -> wrong(key, "a text"));
  }

  Optional<String> optionalText(String key) {
    Object value = fields.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw wrong(key, "a text");
  }

  /** The value of a text; what it must be is said if it cannot be read. */
  <T> T read(String key, String wanted, Function<String, Optional<T>> reader) {
    String text = text(key);
    return reader
        .apply(text)
        .orElseThrow(
            () ->
                wrong(
                    "'"
                        + path
                        + key
                        + "' must be "
                        + wanted
                        + ", not "
                        + RecordException.quoted(text)));
  }

  long number(String key) {
    if (fields.get(key) instanceof Long number) {
      return number;
    }
    throw wrong(key, "an integer of 64 bits");
  }

  /** A number from {@code least} to {@code most}. */
  int number(String key, int least, int most) {
    long number = number(key);
    if (number < least || number > most) {
      throw wrong("'" + path + key + "' must be " + least + " to " + most + ", not " + number);
    }
    return (int) number;
  }

  boolean flag(String key) {
    if (fields.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, "true or false");
  }

  JsonObject object(String key) {
    return asObject(fields.get(key), key).orElseThrow(() -> wrong(key, "an object"));
  }

  @SuppressWarnings("unchecked") // every map that value() makes has such keys
  private Optional<JsonObject> asObject(@Nullable Object value, String key) {
    return value instanceof Map<?, ?> map
        ? Optional.of(new JsonObject((Map<String, Object>) map, path + key + ".", error))
        : Optional.empty();
  }

  List<?> list(String key) {
    if (fields.get(key) instanceof List<?> list) {
      return list;
    }
    throw wrong(key, "an array");
  }

  /** An array of objects. */
  List<JsonObject> objects(String key) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object value : list(key)) {
      objects.add(asObject(value, key).orElseThrow(() -> wrong(key, "an array of objects")));
    }
    return objects;
  }

  /** An array of which every value has a type. */
  <T> List<T> list(String key, Class<T> type) {
    List<T> values = new ArrayList<>();
    for (Object value : list(key)) {
      if (!type.isInstance(value)) {
        throw wrong(key, "an array of " + (type == Long.class ? "integers" : "texts"));
      }
      values.add(type.cast(value));
    }
    return values;
  }

  /** The value of a key: a text, a Long, a Boolean, a list or a map; it must be there. */
  Object value(String key) {
    Object value = fields.get(key);
    if (value == null) {
      throw wrong(key, "there");
    }
    return value;
  }
}
