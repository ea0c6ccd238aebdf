// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Counters;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.PollFlag;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.model.Host;
import org.sockdiff.op.Call;
import org.sockdiff.op.Fd;
import org.sockdiff.op.Signature;
import org.sockdiff.op.Wanted;

/**
 * Outcomes as a script would state them: {@code = "hello" MSG_TRUNC from tx { Udp.InDatagrams +1
 * }}.
 */
public final class OutcomeText {
  /** What stands for a call that sleeps. */
  public static final String BLOCKS = "blocks";

  private static final int LONGEST_DATA = 64;

  private final List<Fd> descriptors;

  /** Texts in which addresses are the names of these descriptors where they can be. */
  public OutcomeText(List<Fd> descriptors) {
    this.descriptors = List.copyOf(descriptors);
  }

  /** An outcome, with the {@code =}. */
  public String of(Call call, Outcome outcome, Host host) {
    return outcome.match(
        returned -> "= " + returned(call, returned, fd -> host.addressOf(fd.id()), false),
        failed -> "= " + failed.errno());
  }

  /** An outcome and what moved. */
  public String of(Call call, Outcome outcome, Host host, Counters moved) {
    return of(call, outcome, host) + " " + moved;
  }

  /**
   * An outcome as a script may state it: long data are shortened to a start that the script states.
   *
   * @param names where descriptors are bound
   */
  public String stated(Call call, Outcome outcome, Wanted.Names names) {
    return outcome.match(
        returned -> returned(call, returned, names, true), failed -> failed.errno().name());
  }

  private String returned(
      Call call, Outcome.Returned returned, Wanted.Names names, boolean asStated) {
    Signature signature = call.op().signature();
    if (signature.descriptors() > 0) {
      return "a descriptor";
    }
    StringBuilder text = new StringBuilder();
    if (signature.returnsData()) {
      boolean shortened = asStated && !isShort(returned.data());
      boolean tellsLength = shortened || returned.value() != returned.data().length();
      text.append(tellsLength ? returned.value() + " " : "");
      text.append(asStated ? statedData(returned.data()) : data(returned));
    } else if (call.op().out(call) == Signature.OutKind.FILE_FLAGS) {
      text.append(fileFlags(returned.value()));
    } else if (returned.out() instanceof Out.Nothing) {
      text.append(returned.value());
    } else {
      text.append(out(call, returned.out(), names));
    }
    if (returned.out() instanceof Out.Control control) {
      text.append(' ').append(asStated ? control.messages() : control);
    }
    if (returned.flags() > 0) {
      text.append(' ').append(MsgFlag.text(returned.flags()));
    }
    if (signature.returnsFrom()) {
      text.append(" from ").append(address(returned.from(), names));
    }
    return text.toString();
  }

  private static String data(Outcome.Returned returned) {
    return returned.data().length() <= LONGEST_DATA
        ? returned.data().toString()
        : returned.data().first(LONGEST_DATA) + " ... (" + returned.data().length() + " bytes)";
  }

  private static boolean isShort(Bytes data) {
    return data.length() <= LONGEST_DATA || data.equals(data.first(1).times(data.length()));
  }

  private static String statedData(Bytes data) {
    if (data.length() <= LONGEST_DATA) {
      return data.toString();
    }
    return isShort(data)
        ? data.first(1) + " * " + data.length()
        : data.first(LONGEST_DATA) + " ...";
  }

  private static String fileFlags(long value) {
    String rest = (value & ~0x802L) == 0 ? "" : "|0x" + Long.toHexString(value & ~0x802L);
    return ((value & 2) != 0 ? "O_RDWR" : "O_RDONLY")
        + ((value & 0x800) != 0 ? "|O_NONBLOCK" : "")
        + rest;
  }

  private String out(Call call, Out out, Wanted.Names names) {
    if (out instanceof Out.Int number) {
      return call.op().out(call) == Signature.OutKind.ERRNO && number.value() != 0
          ? Errno.of((int) number.value()).name()
          : Long.toString(number.value());
    } else if (out instanceof Out.Time time) {
      return time.micros() % 1000 == 0 ? time.micros() / 1000 + "ms" : time.micros() + "us";
    } else if (out instanceof Out.Address address) {
      return address(address.address(), names);
    } else if (out instanceof Out.Items items) {
      return items(call, items);
    }
    return "";
  }

  private static String items(Call call, Out.Items items) {
    List<Fd> asked = call.pollDescriptors();
    List<String> ready = new ArrayList<>();
    for (int i = 0; i < items.items().size(); i++) {
      int events = (int) ((Out.Int) items.items().get(i)).value();
      if (events != 0) {
        ready.add(asked.get(i).name() + ": " + PollFlag.text(events));
      }
    }
    return ready.isEmpty() ? "0" : "[" + String.join(", ", ready) + "]";
  }

  /** An address: the name of the socket that is bound to it, or itself. */
  public String address(SockAddr address, Host host) {
    return address(address, fd -> host.addressOf(fd.id()));
  }

  private String address(SockAddr address, Wanted.Names names) {
    if (address.port() <= 0) {
      return address.toString();
    }
    String likely = address.toString();
    for (Fd fd : descriptors) {
      SockAddr own = names.addressOf(fd);
      if (own.equals(address)) {
        return fd.name();
      }
      likely = own.isLike(address) ? fd.name() : likely;
    }
    return likely;
  }
}
