// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sockdiff.abi.BytePattern;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.script.Result;
import org.sockdiff.script.ScriptText;
import org.sockdiff.script.Value;

/** Gives a written result the meaning that it has for a call. */
final class WantedReader {
  private final Scope scope;
  private final Call call;
  private final Signature signature;
  private final Signature.OutKind kind;

  private OptionalLong value = OptionalLong.empty();
  private Optional<Errno> errno = Optional.empty();
  private Optional<BytePattern> data = Optional.empty();
  private boolean prefix;
  private OptionalInt flags = OptionalInt.empty();
  private Optional<Wanted.Written> out = Optional.empty();

  private WantedReader(Scope scope, Call call) {
    this.scope = scope;
    this.call = call;
    this.signature = call.op().signature();
    this.kind = call.op().out(call);
  }

  static Wanted read(Scope scope, Call call, Result result) {
    return new WantedReader(scope, call).read(result);
  }

  private Wanted read(Result result) {
    if (isErrnoAfterMinusOne(result.parts())) {
      value = OptionalLong.of(-1);
      errno = Optional.of(errno(result.parts().get(1)));
    } else {
      for (Value part : result.parts()) {
        readPart(scope.resolve(part), result.parts().size() == 1);
      }
    }
    if (data.isPresent() && !prefix && value.isEmpty()) {
      value = OptionalLong.of(data.get().length());
    }
    return new Wanted(
        result.location(),
        errno.isPresent() ? OptionalLong.empty() : value,
        errno,
        data,
        prefix,
        flags,
        result.from().map(this::from),
        out,
        ScriptText.of(result));
  }

  private static boolean isErrnoAfterMinusOne(List<Value> parts) {
    return parts.size() == 2
        && parts.get(0) instanceof Value.Int number
        && number.value() == -1
        && parts.get(1) instanceof Value.Words;
  }

  private static Errno errno(Value part) {
    Value.Words words = (Value.Words) part;
    String name = words.words().get(0);
    return Errno.named(name)
        .filter(found -> words.words().size() == 1)
        .orElseThrow(
            () ->
                Scope.wrong(
                    part.location(),
                    "unknown errno '" + name + "'" + Suggestion.among(name, Errno.names())));
  }

  private void readPart(Value part, boolean alone) {
    if (part instanceof Value.Text || part instanceof Value.Hex) {
      readData(part);
    } else if (part instanceof Value.Anything) {
      if (!alone) {
        throw Scope.wrong(part.location(), "'_' stands for the whole result");
      }
    } else if (part instanceof Value.Int number) {
      readNumber(number, alone);
    } else if (part instanceof Value.Words words) {
      readWords(words, alone);
    } else {
      readOut(part);
    }
  }

  private void readData(Value part) {
    if (!signature.returnsData()) {
      throw Scope.wrong(part.location(), signature.name() + " returns no data");
    }
    if (data.isPresent()) {
      throw Scope.wrong(part.location(), "a result has its data once");
    }
    if (part instanceof Value.Text text) {
      data = Optional.of(BytePattern.of(text.bytes().times(text.repeat())));
      prefix = text.prefix();
    } else if (part instanceof Value.Hex hex) {
      data = Optional.of(hex.bytes());
      prefix = hex.prefix();
    }
  }

  private void readNumber(Value.Int number, boolean alone) {
    if (alone && isOutNumber()) {
      out = exactly(outNumber(number.value()));
    } else if (value.isPresent()) {
      throw Scope.wrong(number.location(), "a result has its return value once");
    } else {
      value = OptionalLong.of(number.value());
    }
  }

  private boolean isOutNumber() {
    return switch (kind) {
      case NUMBER, ERRNO, TIME -> true;
      case NOTHING, FILE_FLAGS, ADDRESS, POLL, CONTROL, MESSAGES -> false;
    };
  }

  private Out outNumber(long number) {
    return kind == Signature.OutKind.TIME ? new Out.Time(number) : new Out.Int(number);
  }

  private void readWords(Value.Words words, boolean alone) {
    String first = words.words().get(0);
    boolean isErrno = words.words().size() == 1 && Errno.named(first).isPresent();
    if (kind == Signature.OutKind.ERRNO && isErrno) {
      out = exactly(new Out.Int(errno(words).number()));
    } else if (isErrno && alone) {
      errno = Optional.of(errno(words));
    } else if (first.startsWith("MSG_")) {
      readFlags(words);
    } else if (kind == Signature.OutKind.FILE_FLAGS) {
      value = OptionalLong.of(Constants.read(scope, words, "a file flag", Constants.FILE_FLAGS));
    } else if (kind == Signature.OutKind.NUMBER && Constants.find(first, all()).isPresent()) {
      out = exactly(new Out.Int(Constants.read(scope, words, "a constant", all())));
    } else if (kind == Signature.OutKind.ADDRESS && first.equals("AF_UNIX")) {
      out = exactly(new Out.Address(literal(words)));
    } else if (kind == Signature.OutKind.ADDRESS && scope.named(first).isPresent()) {
      throw Scope.wrong(words.location(), "write the address that is expected, or _");
    } else {
      throw Scope.wrong(
          words.location(),
          (first.startsWith("E") ? "unknown errno '" : "unknown result '")
              + first
              + "'"
              + Suggestion.among(first, first.startsWith("E") ? Errno.names() : List.of()));
    }
  }

  private static List<Constants.Constant> all() {
    List<Constants.Constant> all = new ArrayList<>(Constants.DOMAINS);
    all.addAll(Constants.SOCKET_TYPES);
    all.addAll(Constants.PROTOCOLS);
    return all;
  }

  private void readFlags(Value.Words words) {
    if (!signature.returnsFlags()) {
      throw Scope.wrong(
          words.location(),
          signature.name() + " does not return msg_flags: only recvmsg and recvmmsg do");
    }
    flags = OptionalInt.of((int) Constants.read(scope, words, "a MSG_ flag", Constants.MSG_FLAGS));
  }

  private void readOut(Value part) {
    if (kind == Signature.OutKind.NOTHING
        && signature.returnsFlags()
        && part instanceof Value.ListOf) {
      throw Scope.wrong(
          part.location(), "there is no room for control messages: {iov: [64], control: 128}");
    }
    switch (kind) {
      case TIME -> out = exactly(time(part));
      case ADDRESS -> out = exactly(new Out.Address(literal(part)));
      case POLL -> readPoll(part);
      case CONTROL -> readControl(part);
      case MESSAGES -> readMessages(part);
      default ->
          throw Scope.wrong(
              part.location(),
              "a result of " + signature.name() + " cannot be " + Scope.kind(part));
    }
  }

  private static Optional<Wanted.Written> exactly(Out value) {
    return Optional.of(new Wanted.Exactly(value));
  }

  private void readControl(Value part) {
    if (!(part instanceof Value.ListOf list)) {
      throw Scope.wrong(
          part.location(),
          "expected control messages like [IP_TTL: 64], found " + Scope.kind(part));
    }
    if (out.isPresent()) {
      throw Scope.wrong(part.location(), "a result has its control messages once");
    }
    out = Optional.of(ControlReader.wanted(scope, list));
  }

  private void readMessages(Value part) {
    if (!(part instanceof Value.ListOf list)) {
      throw Scope.wrong(
          part.location(),
          "expected messages like [\"one\", {data: \"two\", name: tx}], found " + Scope.kind(part));
    }
    List<Wanted> messages = new ArrayList<>();
    for (Value entry : list.values()) {
      messages.add(message(scope.resolve(entry)));
    }
    if (value.isEmpty()) {
      value = OptionalLong.of(messages.size());
    }
    out = Optional.of(new WantedMessages(messages));
  }

  /** A message of recvmmsg: its data alone, or a record. */
  private Wanted message(Value entry) {
    if (entry instanceof Value.Anything) {
      return wanted(entry, Optional.empty(), false, List.of());
    }
    if (entry instanceof Value.Text || entry instanceof Value.Hex) {
      return wanted(entry, Optional.of(pattern(entry)), isPrefix(entry), List.of());
    }
    List<Fields.Field> fields =
        Fields.of(
            entry,
            "a message like {data: \"one\", name: tx}",
            List.of("len", "data", "flags", "name", "control"));
    Optional<Value> bytes = named(fields, "data").map(scope::resolve);
    return wanted(
        entry,
        bytes.map(WantedReader::pattern),
        bytes.filter(WantedReader::isPrefix).isPresent(),
        fields);
  }

  private static Optional<Value> named(List<Fields.Field> fields, String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .map(Fields.Field::value)
        .findFirst();
  }

  private static boolean isPrefix(Value value) {
    return value instanceof Value.Text text ? text.prefix() : ((Value.Hex) value).prefix();
  }

  private static BytePattern pattern(Value value) {
    if (value instanceof Value.Text text) {
      return BytePattern.of(text.bytes().times(text.repeat()));
    }
    if (value instanceof Value.Hex hex) {
      return hex.bytes();
    }
    throw Scope.wrong(value.location(), "expected data, found " + Scope.kind(value));
  }

  private Wanted wanted(
      Value entry, Optional<BytePattern> bytes, boolean start, List<Fields.Field> fields) {
    Optional<Long> ret =
        named(fields, "len").map(given -> Constants.read(scope, given, "a number", List.of()));
    if (ret.isEmpty() && bytes.isPresent() && !start) {
      ret = Optional.of((long) bytes.get().length());
    }
    Optional<Integer> bits =
        named(fields, "flags")
            .map(given -> (int) Constants.read(scope, given, "a MSG_ flag", Constants.MSG_FLAGS));
    return new Wanted(
        entry.location(),
        ret.map(OptionalLong::of).orElse(OptionalLong.empty()),
        Optional.empty(),
        bytes,
        start,
        bits.map(OptionalInt::of).orElse(OptionalInt.empty()),
        named(fields, "name").map(this::sender),
        named(fields, "control").map(this::control),
        "");
  }

  private WantedControl control(Value given) {
    if (scope.resolve(given) instanceof Value.ListOf list) {
      return ControlReader.wanted(scope, list);
    }
    throw Scope.wrong(
        given.location(),
        "expected control messages like [IP_TTL: 64], found " + Scope.kind(given));
  }

  private Out time(Value part) {
    if (part instanceof Value.Duration duration) {
      return new Out.Time(duration.micros());
    }
    throw Scope.wrong(part.location(), "expected a duration, found " + Scope.kind(part));
  }

  private SockAddr literal(Value part) {
    return ((AddressArgument.Literal) scope.address(part)).address();
  }

  /** Entries that are not listed must have no events. */
  private void readPoll(Value part) {
    PollSet listed = PollSet.read(scope, part);
    PollSet asked = call.pollSet();
    List<Out> revents = new ArrayList<>();
    for (PollSet.Entry entry : asked.entries()) {
      int events = 0;
      for (PollSet.Entry found : listed.entries()) {
        events |= found.fd().equals(entry.fd()) ? found.events() : 0;
      }
      revents.add(new Out.Int(events));
    }
    for (PollSet.Entry entry : listed.entries()) {
      if (asked.entries().stream().noneMatch(one -> one.fd().equals(entry.fd()))) {
        throw Scope.wrong(part.location(), "poll was not asked about " + entry.fd().name());
      }
    }
    out = exactly(new Out.Items(revents));
  }

  private Wanted.From from(Value given) {
    if (!signature.returnsFrom()) {
      throw Scope.wrong(
          given.location(),
          signature.name() + " returns no address: only recvfrom, recvmsg, recvmmsg and accept do");
    }
    return sender(given);
  }

  private Wanted.From sender(Value given) {
    Value resolved = scope.resolve(given);
    if (resolved instanceof Value.Rec rec && rec.entries().isEmpty()) {
      return new Wanted.NoAddress();
    }
    if (resolved instanceof Value.Anything) {
      return new Wanted.AnyAddress();
    }
    AddressArgument address = scope.address(resolved);
    return address instanceof AddressArgument.OfSocket socket
        ? new Wanted.OfSocket(socket.fd())
        : new Wanted.Address(((AddressArgument.Literal) address).address());
  }
}
