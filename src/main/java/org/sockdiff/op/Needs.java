// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.rule.KernelVersion;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.script.Header;
import org.sockdiff.script.Location;
import org.sockdiff.script.ScriptError;
import org.sockdiff.script.ScriptException;

/**
 * What a case needs of the machine and of the kernel's version, and what is taken from it.
 *
 * @param ipv6 AF_INET6 sockets
 * @param capabilities what its user namespace must grant
 * @param initial what the initial user namespace must grant
 * @param without what is dropped before the first call
 * @param since the first Linux release it is for
 * @param until the last
 */
public record Needs(
    boolean ipv6,
    List<Capability> capabilities,
    List<Capability> initial,
    List<Capability> without,
    Optional<KernelVersion> since,
    Optional<KernelVersion> until) {
  public Needs {
    capabilities = List.copyOf(capabilities);
    initial = List.copyOf(initial);
    without = List.copyOf(without);
  }

  /** What scripts call the features and capabilities: {@code ipv6}, {@code CAP_NET_RAW}. */
  public List<String> features() {
    List<String> names = new ArrayList<>(ipv6 ? List.of("ipv6") : List.of());
    capabilities.forEach(capability -> names.add(capability.name()));
    initial.forEach(capability -> names.add("init " + capability.name()));
    return names;
  }

  /** The capabilities that are dropped before the first call, a bit each. */
  public long dropped() {
    long bits = 0;
    for (Capability capability : without) {
      bits |= 1L << capability.number();
    }
    return bits;
  }

  /** A machine as the case finds it: without what is dropped. */
  public Machine left(Machine machine) {
    return without.isEmpty() ? machine : machine.without(dropped());
  }

  /** Why a machine cannot run the case under a profile; empty if it can. */
  public Optional<String> unmet(Machine machine, Profile profile) {
    if (ipv6 && !machine.ipv6()) {
      return Optional.of("needs ipv6");
    }
    for (Capability capability : capabilities) {
      if (!machine.can(capability.number())) {
        return Optional.of("needs " + capability);
      }
    }
    for (Capability capability : initial) {
      if (!machine.canInitially(capability.number())) {
        return Optional.of("needs " + capability + " in the initial user namespace");
      }
    }
    Optional<KernelVersion> version = profile.version();
    if (since.isPresent() && version.filter(other -> other.compareTo(since.get()) >= 0).isEmpty()) {
      return Optional.of("since linux " + since.get() + ", and this is " + profile.name());
    }
    if (until.isPresent()
        && !new Guarded.Range(profile.kernel(), Optional.empty(), until).holds(profile)) {
      return Optional.of("until linux " + until.get() + ", and this is " + profile.name());
    }
    return Optional.empty();
  }

  /**
   * What headers say of it.
   *
   * @throws ScriptException with every error in them
   */
  static Needs of(List<Header> headers) {
    Reading reading = new Reading();
    headers.forEach(reading::read);
    return reading.needs();
  }

  /** Reads headers one by one, and gathers what is wrong with them. */
  private static final class Reading {
    private final List<ScriptError> errors = new ArrayList<>();
    private final List<Capability> capabilities = new ArrayList<>();
    private final List<Capability> initial = new ArrayList<>();
    private final List<Capability> without = new ArrayList<>();
    private boolean ipv6;
    private Optional<KernelVersion> since = Optional.empty();
    private Optional<KernelVersion> until = Optional.empty();

    void read(Header header) {
      if (header instanceof Header.Needs needs) {
        needs.needs().forEach(need -> attempt(() -> need(need)));
      } else if (header instanceof Header.Without taken) {
        taken.capabilities().forEach(need -> attempt(() -> without.add(dropped(need))));
      } else if (header instanceof Header.Since from) {
        attempt(() -> since = version(from.location(), from.system(), from.version()));
      } else if (header instanceof Header.Until to) {
        attempt(() -> until = version(to.location(), to.system(), to.version()));
      } else if (header instanceof Header.Known known) {
        attempt(() -> Guarded.of(known.guard()));
      }
    }

    Needs needs() {
      if (!errors.isEmpty()) {
        throw new ScriptException(errors);
      }
      return new Needs(ipv6, capabilities, initial, without, since, until);
    }

    private void attempt(Runnable part) {
      try {
        part.run();
      } catch (ScriptException e) {
        errors.addAll(e.errors());
      }
    }

    private void need(Header.Need need) {
      if (need.initial()) {
        initial.add(capability(need, List.of()));
      } else if (need.name().equals("ipv6")) {
        ipv6 = true;
      } else {
        capabilities.add(capability(need, List.of("ipv6")));
      }
    }

    private Capability dropped(Header.Need need) {
      Capability capability = capability(need, List.of());
      if (capabilities.contains(capability) || initial.contains(capability)) {
        throw Scope.wrong(need.location(), capability + " is needed and dropped");
      }
      return capability;
    }

    private static Optional<KernelVersion> version(Location place, String system, String text) {
      Guarded.kernel(place, system);
      return Optional.of(Guarded.version(place, text));
    }
  }

  /**
   * A capability by its name.
   *
   * @param others what else may be named there, for the suggestion
   */
  private static Capability capability(Header.Need need, List<String> others) {
    for (Capability capability : Capability.values()) {
      if (capability.name().equals(need.name())) {
        return capability;
      }
    }
    List<String> known = new ArrayList<>(others);
    for (Capability capability : Capability.values()) {
      known.add(capability.name());
    }
    throw Scope.wrong(
        need.location(),
        (others.isEmpty() ? "unknown capability '" : "unknown need '")
            + need.name()
            + "'"
            + Suggestion.among(need.name(), known));
  }

  /** Capabilities that sockets ask for. Source: include/uapi/linux/capability.h. */
  public enum Capability {
    CAP_NET_BIND_SERVICE(10),
    CAP_NET_BROADCAST(11),
    CAP_NET_ADMIN(12),
    CAP_NET_RAW(13);

    private final int number;

    Capability(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}
