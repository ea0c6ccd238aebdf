// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.explore;

import org.sockdiff.model.Host;
import org.sockdiff.op.Binder;
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
    return Explorer.explore(
        before(program, profile),
        race(program).calls(),
        program.threads().size(),
        Explorer.USUAL_STATES);
  }

  /** The state before the race. */
  static Host before(Program program, Profile profile) {
    Host host = Host.fresh(profile, Machine.TYPICAL);
    for (Program.Action action : program.actions()) {
      if (action instanceof Program.Do made) {
        host = made.call().op().model(host, made.call()).get(0).host();
      }
    }
    return host;
  }

  static Program.Race race(Program program) {
    return (Program.Race) program.actions().get(program.actions().size() - 1);
  }
}
