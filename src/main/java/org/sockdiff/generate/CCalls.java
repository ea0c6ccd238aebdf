// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import static org.sockdiff.generate.CArguments.fd;
import static org.sockdiff.generate.CArguments.into;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.MessageData;
import org.sockdiff.abi.MessageRoom;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.Payload;
import org.sockdiff.abi.Room;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.op.AddressArgument;
import org.sockdiff.op.Call;
import org.sockdiff.op.Fd;
import org.sockdiff.op.Live;
import org.sockdiff.op.Signature;
import org.sockdiff.sys.Syscalls;

/**
 * System calls that are written down as C instead of being made: a script's calls are invoked on
 * it, as they are on a kernel, and what comes out are the statements of the exported file.
 */
final class CCalls implements Syscalls, Live {
  private static final Outcome ANY = Outcome.ofValue(0);

  private final List<String> lines = new ArrayList<>();
  private final IdentityHashMap<SockAddr, Fd> own = new IdentityHashMap<>();
  private final CArguments arguments = new CArguments(lines, this::standsFor);
  private final Call call;

  private CCalls(Call call) {
    this.call = call;
  }

  /** The statements that make a call and say what came of it. */
  static List<String> of(Call call) {
    CCalls calls = new CCalls(call);
    call.op().invoke(calls, calls, call);
    return calls.lines;
  }

  // What names stand for.

  @Override
  public int number(Fd fd) {
    return fd.isLiteral() ? fd.number() : fd.id();
  }

  @Override
  public SockAddr address(AddressArgument address) {
    if (address instanceof AddressArgument.OfSocket socket) {
      SockAddr standsFor = new SockAddr.Raw(Bytes.copyOf(new byte[0]), false);
      own.put(standsFor, socket.fd());
      return standsFor;
    }
    return ((AddressArgument.Literal) address).address();
  }

  private Optional<Integer> standsFor(SockAddr address) {
    return Optional.ofNullable(own.get(address)).map(this::number);
  }

  // Calls and results.

  /** Makes the call, and learns the port that it may have chosen. */
  private void made(String expression) {
    lines.add("CALL(" + expression + ");");
    Signature signature = call.op().signature();
    if (signature.choosesPort() && call.descriptor().filter(f -> !f.isLiteral()).isPresent()) {
      Fd fd = call.descriptor().get();
      lines.add("learn(" + fd.id() + ", \"" + fd.name() + "\");");
    }
  }

  private Outcome plain(String expression) {
    made(expression);
    return result("value();");
  }

  private Outcome descriptor(String expression) {
    made(expression);
    return result("made(" + (call.results().isEmpty() ? -1 : call.results().get(0).id()) + ");");
  }

  private Outcome result(String... statements) {
    lines.add("if (ok()) {");
    for (String statement : statements) {
      lines.add("\t" + statement);
    }
    lines.add("}");
    return ANY;
  }

  @Override
  public Outcome socket(int family, int type, int protocol) {
    return descriptor("socket(" + family + ", " + type + ", " + protocol + ")");
  }

  @Override
  public Outcome socketpair(int family, int type, int protocol) {
    lines.add("{");
    lines.add("\tint two[2] = { -1, -1 };");
    lines.add("\tCALL(socketpair(" + family + ", " + type + ", " + protocol + ", two));");
    lines.add("\tif (ok()) {");
    for (int i = 0; i < 2; i++) {
      int id = call.results().size() == 2 ? call.results().get(i).id() : -1;
      lines.add("\t\tret = two[" + i + "];");
      lines.add((i == 0 ? "\t\tkeep(" : "\t\tmade(") + id + ");");
    }
    lines.add("\t}");
    lines.add("}");
    return Outcome.ofOut(0, new Out.Items(List.of()));
  }

  @Override
  public Outcome bind(int fd, SockAddr address) {
    return plain("bind(" + fd(fd) + ", " + arguments.to(address) + ")");
  }

  @Override
  public Outcome connect(int fd, SockAddr address) {
    return plain("connect(" + fd(fd) + ", " + arguments.to(address) + ")");
  }

  @Override
  public Outcome getsockname(int fd) {
    return named("getsockname", fd);
  }

  @Override
  public Outcome getpeername(int fd) {
    return named("getpeername", fd);
  }

  private Outcome named(String function, int fd) {
    lines.add("room(0);");
    lines.add("addr_len = sizeof(name);");
    made(function + "(" + fd(fd) + ", (struct sockaddr *)&name, &addr_len)");
    return result("say_address(&name, addr_len);");
  }

  @Override
  public Outcome send(int fd, Payload data, int flags) {
    return plain(
        "send("
            + fd(fd)
            + ", "
            + arguments.sent(data, 0)
            + ", "
            + data.length()
            + ", "
            + flags
            + ")");
  }

  @Override
  public Outcome sendto(int fd, Payload data, int flags, SockAddr to) {
    String where = arguments.sent(data, 0);
    String rest = ", " + data.length() + ", " + flags + ", " + arguments.to(to) + ")";
    return plain("sendto(" + fd(fd) + ", " + where + rest);
  }

  @Override
  public Outcome sendmsg(int fd, List<Payload> parts, Payload control, int flags, SockAddr to) {
    refuse(control.length());
    arguments.parts(parts);
    arguments.message(arguments.to(to), parts.size());
    return plain("sendmsg(" + fd(fd) + ", &msg, " + flags + ")");
  }

  @Override
  public Outcome write(int fd, Payload data) {
    return plain("write(" + fd(fd) + ", " + arguments.sent(data, 0) + ", " + data.length() + ")");
  }

  @Override
  public Outcome writev(int fd, List<Payload> parts) {
    arguments.parts(parts);
    return plain("writev(" + fd(fd) + ", iov, " + parts.size() + ")");
  }

  @Override
  public Outcome recv(int fd, Room room, int flags) {
    lines.add("room(" + room.length() + ");");
    made("recv(" + fd(fd) + ", " + into(room, 0) + ", " + room.length() + ", " + flags + ")");
    return result("data(" + room.length() + ");");
  }

  @Override
  public Outcome read(int fd, Room room) {
    lines.add("room(" + room.length() + ");");
    made("read(" + fd(fd) + ", " + into(room, 0) + ", " + room.length() + ")");
    return result("data(" + room.length() + ");");
  }

  @Override
  public Outcome readv(int fd, List<Room> rooms) {
    int total = arguments.rooms(rooms);
    made("readv(" + fd(fd) + ", iov, " + rooms.size() + ")");
    return result("data(" + total + ");");
  }

  @Override
  public Outcome recvfrom(int fd, Room room, int flags, Room name) {
    lines.add("room(" + room.length() + ");");
    lines.add("addr_len = " + name.length() + ";");
    made(
        "recvfrom("
            + fd(fd)
            + ", "
            + into(room, 0)
            + ", "
            + room.length()
            + ", "
            + flags
            + ", "
            + (name.fault() ? "bad" : "(struct sockaddr *)&name")
            + ", &addr_len)");
    return result("data(" + room.length() + ");", from(name, "addr_len"));
  }

  private static void refuse(int controlLength) {
    if (controlLength > 0) {
      throw new ExportException("it has control messages");
    }
  }

  private static String from(Room name, String length) {
    return "from(" + (name.fault() ? "0" : length) + ");";
  }

  @Override
  public Outcome recvmsg(int fd, List<Room> rooms, Room control, int flags, Room name) {
    refuse(control.length());
    int total = arguments.rooms(rooms);
    arguments.message(
        new CArguments.Name(name.fault() ? "bad" : "&name", Integer.toString(name.length())),
        rooms.size());
    made("recvmsg(" + fd(fd) + ", &msg, " + flags + ")");
    return result("data(" + total + ");", "flags(msg.msg_flags);", from(name, "msg.msg_namelen"));
  }

  @Override
  public Outcome recvmmsg(int fd, List<MessageRoom> messages, int flags, long timeoutMicros) {
    throw new ExportException("recvmmsg");
  }

  @Override
  public Outcome sendmmsg(int fd, List<MessageData> messages, int flags) {
    throw new ExportException("sendmmsg");
  }

  @Override
  public Outcome listen(int fd, int backlog) {
    return plain("listen(" + fd(fd) + ", " + backlog + ")");
  }

  @Override
  public Outcome accept(int fd) {
    throw new ExportException("accept");
  }

  @Override
  public Outcome accept4(int fd, int flags) {
    if (call.op().signature().returnsFrom() && !call.results().isEmpty()) {
      throw new ExportException("accept4");
    }
    return plain("accept4(" + fd(fd) + ", NULL, NULL, " + flags + ")");
  }

  @Override
  public Outcome dup(int fd) {
    return descriptor("dup(" + fd(fd) + ")");
  }

  @Override
  public Outcome poll(List<PollEntry> entries, int timeoutMillis) {
    StringBuilder list = new StringBuilder();
    for (PollEntry entry : entries) {
      list.append(list.length() == 0 ? "" : ", ");
      list.append("{ ").append(fd(entry.fd())).append(", ").append(entry.events()).append(", 0 }");
    }
    int count = entries.size();
    lines.add("{");
    lines.add(
        "\tstruct pollfd set["
            + Math.max(1, count)
            + "] = { "
            + (count == 0 ? "{ 0 }" : list)
            + " };");
    lines.add("\tCALL(poll(set, " + count + ", " + timeoutMillis + "));");
    lines.add("\tif (ok()) {");
    lines.add("\t\tsay(\"[\");");
    List<Fd> names = call.pollDescriptors();
    for (int i = 0; i < count; i++) {
      lines.add(
          "\t\tentry(\""
              + (i == 0 ? "" : ", ")
              + "\", \""
              + names.get(i).name()
              + "\", (unsigned short)set["
              + i
              + "].revents);");
    }
    lines.add("\t\tsay(\"]\");");
    lines.add("\t}");
    lines.add("}");
    return ANY;
  }

  @Override
  public Outcome shutdown(int fd, int how) {
    return plain("shutdown(" + fd(fd) + ", " + how + ")");
  }

  @Override
  public Outcome close(int fd) {
    Outcome outcome = plain("close(" + fd(fd) + ")");
    if (CArguments.isName(fd)) {
      lines.add("closed(" + fd + ");");
    }
    return outcome;
  }

  @Override
  public Outcome getsockoptInt(int fd, int level, int name) {
    boolean isErrno = call.op().out(call) == Signature.OutKind.ERRNO;
    return got("int n = 0;", fd, level, name, isErrno ? "error(n);" : "number(n);");
  }

  @Override
  public Outcome getsockoptTime(int fd, int level, int name) {
    return got(
        "struct timeval n = { 0 };",
        fd,
        level,
        name,
        "say(\"%lldus\", (long long)n.tv_sec * 1000000 + n.tv_usec);");
  }

  private Outcome got(String variable, int fd, int level, int name, String told) {
    lines.add("{");
    lines.add("\t" + variable);
    lines.add("\taddr_len = sizeof(n);");
    lines.add("\tCALL(getsockopt(" + fd(fd) + ", " + level + ", " + name + ", &n, &addr_len));");
    lines.add("\tif (ok()) {");
    lines.add("\t\t" + told);
    lines.add("\t}");
    lines.add("}");
    return ANY;
  }

  @Override
  public Outcome setsockopt(int fd, int level, int name, Bytes value) {
    lines.addAll(CText.puts(value, 0));
    return plain(
        "setsockopt(" + fd(fd) + ", " + level + ", " + name + ", out, " + value.length() + ")");
  }

  @Override
  public Outcome fcntl(int fd, int command, long argument) {
    return plain("fcntl(" + fd(fd) + ", " + command + ", " + argument + "L)");
  }

  @Override
  public Outcome ioctlInt(int fd, long request) {
    lines.add("{");
    lines.add("\tint n = 0;");
    lines.add("\tCALL(ioctl(" + fd(fd) + ", " + request + "UL, &n));");
    lines.add("\tif (ok()) {");
    lines.add("\t\tnumber(n);");
    lines.add("\t}");
    lines.add("}");
    return ANY;
  }
}
