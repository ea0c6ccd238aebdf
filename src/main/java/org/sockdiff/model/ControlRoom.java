// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.ControlBuffer;
import org.sockdiff.abi.ControlMessage;
import org.sockdiff.abi.ControlType;
import org.sockdiff.abi.ControlValue;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Room;
import org.sockdiff.rule.ControlRules;
import org.sockdiff.rule.ControlRules.CutOff;

/**
 * msg_control while a receive call fills it. What has no room at all is left out, and of the last
 * one that has some the end is cut off; either shows as MSG_CTRUNC. At a bad pointer nothing is
 * written, and nothing shows.
 *
 * <p>Source: net/core/scm.c, put_cmsg.
 */
final class ControlRoom {
  private final Host host;
  private final Room room;
  private final List<ControlMessage> messages = new ArrayList<>();
  private int used;
  private boolean truncated;

  ControlRoom(Host host, Room room) {
    this.host = host;
    this.room = room;
  }

  void put(ControlType type, ControlValue value) {
    int left = room.length() - used;
    if (left < ControlBuffer.HEADER) {
      truncated = true;
      return;
    }
    Bytes data = ControlMessage.of(type, value).data();
    int most = left - ControlBuffer.HEADER;
    boolean cut = most < data.length();
    int fits = cut && headerAlone() ? 0 : Math.min(data.length(), most);
    truncated |= cut;
    if (room.fault()) {
      return;
    }
    messages.add(
        cut
            ? ControlMessage.decode(type.level(), type.number(), data.first(fits))
            : ControlMessage.of(type, value));
    used += Math.min(ControlBuffer.space(fits), left);
  }

  private boolean headerAlone() {
    return host.answer(ControlRules.CUT_OFF) == CutOff.HEADER_ALONE;
  }

  /** MSG_CTRUNC or 0. */
  int flags() {
    return truncated && !headerAlone() ? MsgFlag.MSG_CTRUNC.bit() : 0;
  }

  /** What the call returns of it. */
  Out out() {
    return room.length() == 0 ? Out.NOTHING : new Out.Control(messages, used);
  }
}
