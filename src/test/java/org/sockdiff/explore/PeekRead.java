// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.explore;

import java.util.List;
import org.sockdiff.model.Host;
import org.sockdiff.model.Step;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Call;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.syntax.TraceReader;

/** Receivers that each look and then take, some times over, and one thread that sends. */
record PeekRead(int receivers, int rounds, int datagrams) {
  private static final String SETUP =
      """
      rx = socket(AF_INET, SOCK_DGRAM, 0)
      bind(rx, 127.0.0.1:9000)
      tx = socket(AF_INET, SOCK_DGRAM, 0)
      connect(tx, rx)
      """;

  /** As a script. */
  String script() {
    StringBuilder text = new StringBuilder(SETUP + "race {\n");
    for (int receiver = 0; receiver < receivers; receiver++) {
      for (int round = 0; round < rounds; round++) {
        text.append("r%d> recv(rx, 16, MSG_PEEK|MSG_DONTWAIT)%n".formatted(receiver));
        text.append("r%d> recv(rx, 16, MSG_DONTWAIT)%n".formatted(receiver));
      }
    }
    for (int datagram = 0; datagram < datagrams; datagram++) {
      text.append("s> send(tx, \"%d\", 0)%n".formatted(datagram));
    }
    return text + "}\n";
  }

  Exploration explore(Profile profile) {
    return explore(program(), profile);
  }

  Program program() {
    return Binder.bind(TraceReader.parse(toString(), script())).get(0);
  }

  /** Explores the race that a script ends with. */
  static Exploration explore(Program program, Profile profile) {
    Host host = Host.fresh(profile, Machine.TYPICAL);
    for (Program.Action action : program.actions()) {
      if (action instanceof Program.Do made) {
        Call call = made.call();
        Step step = call.op().model(host, call).get(0);
        host = step.host();
      } else if (action instanceof Program.Race race) {
        return Explorer.explore(
            host, race.calls(), program.threads().size(), Explorer.USUAL_STATES);
      }
    }
    throw new IllegalArgumentException("no race: " + List.of(program.actions()));
  }
}
