// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;

/**
 * What a call is named, takes and gives back.
 *
 * @param given the parameters that scripts give; pure out parameters are left away
 * @param optional how many of the last of them may be left away
 * @param syscall its number on x86-64: what /proc/PID/syscall shows while it sleeps; -1 of one that
 *     is no system call
 * @param returnsData whether the result may state data
 * @param returnsFlags whether the result may state msg_flags
 * @param returnsFrom whether the result may state an address after {@code from}
 * @param descriptors how many descriptors it makes
 * @param out what it writes through other out parameters
 * @param choosesPort whether it may bind the called socket to a port of the kernel's choice
 */
public record Signature(
    String name,
    int syscall,
    List<Param<?>> given,
    int optional,
    boolean returnsData,
    boolean returnsFlags,
    boolean returnsFrom,
    int descriptors,
    OutKind out,
    boolean choosesPort) {
  public Signature {
    given = List.copyOf(given);
  }

  /** What the out parameters of a call hold, and so how they are written and read. */
  public enum OutKind {
    NOTHING,
    NUMBER,
    ERRNO,
    FILE_FLAGS,
    TIME,
    ADDRESS,
    POLL,
    CONTROL
  }

  public static Signature of(String name, int syscall, Param<?>... given) {
    return new Signature(
        name, syscall, List.of(given), 0, false, false, false, 0, OutKind.NOTHING, false);
  }

  public Signature returningData() {
    return new Signature(
        name,
        syscall,
        given,
        optional,
        true,
        returnsFlags,
        returnsFrom,
        descriptors,
        out,
        choosesPort);
  }

  public Signature returningFlags() {
    return new Signature(
        name,
        syscall,
        given,
        optional,
        returnsData,
        true,
        returnsFrom,
        descriptors,
        out,
        choosesPort);
  }

  public Signature returningFrom() {
    return new Signature(
        name,
        syscall,
        given,
        optional,
        returnsData,
        returnsFlags,
        true,
        descriptors,
        out,
        choosesPort);
  }

  public Signature returningDescriptors(int count) {
    return new Signature(
        name,
        syscall,
        given,
        optional,
        returnsData,
        returnsFlags,
        returnsFrom,
        count,
        out,
        choosesPort);
  }

  public Signature returning(OutKind kind) {
    return new Signature(
        name,
        syscall,
        given,
        optional,
        returnsData,
        returnsFlags,
        returnsFrom,
        descriptors,
        kind,
        choosesPort);
  }

  public Signature withOptional(int count) {
    return new Signature(
        name,
        syscall,
        given,
        count,
        returnsData,
        returnsFlags,
        returnsFrom,
        descriptors,
        out,
        choosesPort);
  }

  public Signature choosingPort() {
    return new Signature(
        name,
        syscall,
        given,
        optional,
        returnsData,
        returnsFlags,
        returnsFrom,
        descriptors,
        out,
        true);
  }
}
