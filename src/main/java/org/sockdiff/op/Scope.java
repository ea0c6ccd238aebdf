// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.abi.UnixAddr;
import org.sockdiff.model.RawAddress;
import org.sockdiff.script.Location;
import org.sockdiff.script.ScriptException;
import org.sockdiff.script.Value;
import org.sockdiff.script.Value.Address;
import org.sockdiff.script.Value.Int;
import org.sockdiff.script.Value.Pair;
import org.sockdiff.script.Value.Words;

/** What the names of a script stand for at one statement, and how values are read there. */
final class Scope {
  private static final int FIRST_NUMBER_NEVER_OPEN = 1 << 20;

  private final Map<String, Value> variables;
  private final Map<String, Fd> descriptors = new TreeMap<>();
  private final Map<Integer, Integer> families = new TreeMap<>();
  private boolean files;

  /**
   * A scope without descriptors.
   *
   * @param variables the values of the {@code with} variables
   */
  Scope(Map<String, Value> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** From the next statement on a name stands for a descriptor of a family (-1 if not known). */
  void bind(Fd fd, int family) {
    descriptors.put(fd.name(), fd);
    families.put(fd.id(), family);
  }

  /** The address family of a descriptor's socket; -1 if not known. */
  int familyOf(Fd fd) {
    return families.getOrDefault(fd.id(), -1);
  }

  Optional<Fd> named(String name) {
    return Optional.ofNullable(descriptors.get(name));
  }

  /** The value with variables replaced by theirs. */
  Value resolve(Value value) {
    if (value instanceof Words words && words.words().size() == 1) {
      Value variable = variables.get(words.words().get(0));
      return variable == null ? value : variable;
    }
    return value;
  }

  static ScriptException wrong(Location location, String message) {
    return new ScriptException(location, message);
  }

  Fd fd(Value given) {
    Value value = resolve(given);
    if (value instanceof Words words && words.words().size() == 1) {
      String name = words.words().get(0);
      if (Character.isDigit(name.charAt(0))) {
        return literal(value.location(), Constants.number(value.location(), name));
      }
      return named(name)
          .orElseThrow(
              () ->
                  wrong(
                      value.location(),
                      "no descriptor is named '"
                          + name
                          + "' here"
                          + Suggestion.among(name, descriptors.keySet())));
    }
    if (value instanceof Int number) {
      return literal(number.location(), number.value());
    }
    throw wrong(value.location(), "expected the name of a descriptor, found " + kind(value));
  }

  private static Fd literal(Location location, long number) {
    if (number >= 0 && number < FIRST_NUMBER_NEVER_OPEN) {
      throw wrong(
          location,
          "descriptor "
              + number
              + " could be open: use a name, a negative number or one from "
              + FIRST_NUMBER_NEVER_OPEN);
    }
    if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
      throw wrong(location, "a descriptor is a 32-bit number, not " + number);
    }
    return Fd.literal((int) number);
  }

  /**
   * A socket's name, an address that scripts may use, the bytes of one, or {@code fault(16)}.
   *
   * <p>Bytes are any that cannot be an address that scripts may not use.
   */
  AddressArgument address(Value given) {
    Value value = resolve(given);
    if (value instanceof Words words && words.words().size() == 1) {
      String name = words.words().get(0);
      return switch (name) {
        case "AF_UNSPEC" -> new AddressArgument.Literal(SockAddr.UNSPEC);
        case "AF_UNIX" -> new AddressArgument.Literal(UnixAddr.UNNAMED);
        default -> new AddressArgument.OfSocket(fd(value));
      };
    }
    if (value instanceof Value.Fault fault) {
      return new AddressArgument.Literal(
          SockAddr.Raw.faulty(Addresses.length(fault, Param.faultLength(this, fault))));
    }
    SockAddr address = value instanceof Value.Hex hex ? Addresses.raw(hex) : literalAddress(value);
    files |= RawAddress.readUnix(address) instanceof UnixAddr unix && unix.isPathname();
    return new AddressArgument.Literal(address);
  }

  /** Whether an address that was read names a file. */
  boolean namesFiles() {
    return files;
  }

  private SockAddr literalAddress(Value value) {
    if (value instanceof Address address) {
      return Addresses.parse(address);
    }
    if (value instanceof Pair pair && resolve(pair.left()) instanceof Address host) {
      return Addresses.parse(host, port(pair.right()));
    }
    throw wrong(
        value.location(), "expected an address or the name of a socket, found " + kind(value));
  }

  int port(Value given) {
    Value value = resolve(given);
    long number = Constants.read(this, value, "a port", List.of());
    if (number < 0 || number > 65535) {
      throw wrong(value.location(), "a port is 0 to 65535, not " + number);
    }
    return (int) number;
  }

  /** What a value is, for people. */
  static String kind(Value value) {
    if (value instanceof Int) {
      return "a number";
    } else if (value instanceof Words words) {
      return words.words().size() > 1 ? "flags" : "'" + words.words().get(0) + "'";
    } else if (value instanceof Value.Text || value instanceof Value.Hex) {
      return "a string";
    } else if (value instanceof Address) {
      return "an address";
    } else if (value instanceof Value.Duration) {
      return "a duration";
    } else if (value instanceof Value.ListOf) {
      return "a list";
    } else if (value instanceof Value.Rec) {
      return "a record";
    } else if (value instanceof Pair) {
      return "a pair";
    } else if (value instanceof Value.Anything) {
      return "'_', which only results can hold";
    }
    return "fault(...)";
  }
}
