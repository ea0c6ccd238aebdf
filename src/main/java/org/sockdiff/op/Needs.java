// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.rule.KernelVersion;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.script.Header;

/**
 * What a case needs of the machine and of the kernel's version.
 *
 * @param ipv6 AF_INET6 sockets
 * @param capabilities the numbers of capabilities
 * @param since the first Linux release it is for
 * @param until the last
 */
public record Needs(
    boolean ipv6,
    List<Capability> capabilities,
    Optional<KernelVersion> since,
    Optional<KernelVersion> until) {
  public Needs {
    capabilities = List.copyOf(capabilities);
  }

  /** What scripts call the features and capabilities: {@code ipv6}, {@code CAP_NET_RAW}. */
  public List<String> features() {
    List<String> names = new ArrayList<>(ipv6 ? List.of("ipv6") : List.of());
    capabilities.forEach(capability -> names.add(capability.name()));
    return names;
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
    Optional<KernelVersion> version = profile.version();
    if (version.isEmpty()) {
      return Optional.empty();
    }
    if (since.isPresent() && version.get().compareTo(since.get()) < 0) {
      return Optional.of("since linux " + since.get() + ", and this is " + profile.name());
    }
    if (until.isPresent()
        && !new Guarded.Range(profile.kernel(), Optional.empty(), until).holds(profile)) {
      return Optional.of("until linux " + until.get() + ", and this is " + profile.name());
    }
    return Optional.empty();
  }

  static Needs of(List<Header> headers) {
    boolean ipv6 = false;
    List<Capability> capabilities = new ArrayList<>();
    Optional<KernelVersion> since = Optional.empty();
    Optional<KernelVersion> until = Optional.empty();
    for (Header header : headers) {
      if (header instanceof Header.Needs needs) {
        for (Header.Need need : needs.needs()) {
          ipv6 |= need.name().equals("ipv6");
          if (!need.name().equals("ipv6")) {
            capabilities.add(capability(need));
          }
        }
      } else if (header instanceof Header.Since from) {
        Guarded.kernel(from.location(), from.system());
        since = Optional.of(Guarded.version(from.location(), from.version()));
      } else if (header instanceof Header.Until to) {
        Guarded.kernel(to.location(), to.system());
        until = Optional.of(Guarded.version(to.location(), to.version()));
      }
    }
    return new Needs(ipv6, capabilities, since, until);
  }

  private static Capability capability(Header.Need need) {
    if (need.initial()) {
      throw Scope.wrong(need.location(), "'needs init' is not supported yet");
    }
    for (Capability capability : Capability.values()) {
      if (capability.name().equals(need.name())) {
        return capability;
      }
    }
    List<String> known = new ArrayList<>(List.of("ipv6"));
    for (Capability capability : Capability.values()) {
      known.add(capability.name());
    }
    throw Scope.wrong(
        need.location(),
        "unknown need '" + need.name() + "'" + Suggestion.among(need.name(), known));
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
