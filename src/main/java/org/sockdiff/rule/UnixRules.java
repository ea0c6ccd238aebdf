// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.sockdiff.rule.Rule.Evidence.REMEMBERED;
import static org.sockdiff.rule.Rule.Evidence.RUN;

/** What changed about UNIX sockets. */
public final class UnixRules {
  private static final String GVISOR = "20221219";

  /** How much of a stream a peek shows. */
  public enum StreamPeek {
    /** What one send queued, at most. */
    FIRST_BUFFER,
    /** All that is queued. */
    SPANS
  }

  /** What SO_PEEK_OFF is on a UNIX socket. */
  public enum PeekOffset {
    /** No such option: ENOPROTOOPT. */
    ABSENT,
    /** Peeks move it on, reads move it back. */
    WORKS,
    /** Setting it succeeds and does nothing, getting it is ENOPROTOOPT. */
    IGNORED
  }

  /** Where a peek of a stream that slept with SO_PEEK_OFF goes on. */
  public enum AfterSleep {
    /** At the offset. */
    OFFSET,
    /** At what was left of the offset when it slept, counted from the start of the queue. */
    LEFTOVER
  }

  /** What MSG_OOB is on a stream. */
  public enum Urgent {
    /** EOPNOTSUPP. */
    ABSENT,
    /** It sends and receives a byte aside from the others. */
    ASIDE
  }

  /** What is left where an urgent byte was read. */
  public enum UrgentRead {
    /** Reads stop there, peeks do not, and SIOCATMARK is 0. */
    BOUNDARY,
    /** The mark: reads and peeks stop there, and SIOCATMARK is 1. */
    MARK
  }

  /** How poll shows an urgent byte. */
  public enum UrgentReady {
    /** As a byte like others. */
    POLLIN,
    /** With POLLPRI. */
    POLLPRI
  }

  /** What SIOCATMARK is on sockets with messages. */
  public enum MessageMark {
    /** No such request: ENOTTY. */
    ABSENT,
    /** 0. */
    ZERO,
    /** EOPNOTSUPP. */
    REFUSED
  }

  /** What MSG_TRUNC does in the flags of a receive call on messages. */
  public enum MsgTrunc {
    /** Nothing. */
    IGNORED,
    /** It makes the call return the message's whole length. */
    WHOLE_LENGTH
  }

  /** What a second peek finds where an empty message is first. */
  public enum SecondPeek {
    /** The empty message again. */
    SHOWS_IT,
    /** What is behind it. */
    SKIPS_IT
  }

  /** What a receive call without room returns on a stream with data. */
  public enum NoRoom {
    /** EOPNOTSUPP. */
    EOPNOTSUPP,
    /** 0. */
    ZERO
  }

  /** Whether a connected datagram socket whose peer's queue is full is writable. */
  public enum FullPeer {
    /** Poll does not look there: POLLOUT. */
    WRITABLE,
    /** It is not. */
    NOT_WRITABLE
  }

  /** Whether poll shows a listener as writable. */
  public enum Listener {
    /** POLLOUT. */
    WRITABLE,
    /** It does not. */
    NOT_WRITABLE
  }

  /** Where receivers of messages wait. */
  public enum MessageSleepers {
    /** One sleeps and holds the lock, for which all others wait. */
    BEHIND_A_LOCK,
    /** In line; each message wakes the first. */
    IN_LINE
  }

  /** Whether SO_TIMESTAMP brings the time of a message. */
  public enum Time {
    NOT_TOLD,
    TOLD
  }

  /** When a datagram send without an address looks who its peer is. */
  public enum PeerLookedUp {
    /** Before the length and everything else: nobody is ENOTCONN whatever is sent. */
    FIRST,
    /** After the message is copied. */
    AFTER_COPY
  }

  public static final Rule<PeerLookedUp> PEER_LOOKED_UP =
      Rule.named(
              "unix.peer-looked-up",
              PeerLookedUp.class,
              "When does a send without an address look for the peer of a UNIX socket?")
          .from("2.6.11", PeerLookedUp.FIRST, RUN, "run on 5.10.223, 6.1.176, 6.12.117")
          .between("6.12", "6.18", PeerLookedUp.AFTER_COPY, RUN, "run on 6.18.44")
          .inGvisor(GVISOR, PeerLookedUp.FIRST)
          .decidedIn("net/unix/af_unix.c, unix_dgram_sendmsg")
          .toldApartBy("traces/eras/unix-peer-looked-up.trace");

  public static final Rule<StreamPeek> STREAM_PEEK =
      Rule.named(
              "unix.stream-peek", StreamPeek.class, "How much of a UNIX stream does a peek show?")
          .from("2.6.11", StreamPeek.FIRST_BUFFER, RUN, "run on 2.6.24, 2.6.32.67, 3.19.8")
          .from(
              "4.4",
              StreamPeek.SPANS,
              RUN,
              "9f389e35674f \"af_unix: return data from multiple SKBs on recv() with MSG_PEEK"
                  + " flag\"; run on 4.4.178 to 7.3")
          .inGvisor(GVISOR, StreamPeek.FIRST_BUFFER)
          .decidedIn("net/unix/af_unix.c, unix_stream_read_generic")
          .toldApartBy("traces/eras/unix-stream-peek.trace");

  public static final Rule<PeekOffset> PEEK_OFFSET =
      Rule.named("unix.peek-offset", PeekOffset.class, "What is SO_PEEK_OFF on a UNIX socket?")
          .from("2.6.11", PeekOffset.ABSENT, RUN, "run on 2.6.24, 2.6.32.67")
          .from("3.4", PeekOffset.WORKS, RUN, "run on 3.19.8 to 7.3")
          .inGvisor(GVISOR, PeekOffset.IGNORED)
          .decidedIn("net/core/sock.c, sk_set_peek_off; net/unix/af_unix.c, struct proto_ops")
          .toldApartBy("traces/eras/unix-peek-offset.trace");

  public static final Rule<AfterSleep> PEEK_OFFSET_AFTER_SLEEP =
      Rule.named(
              "unix.peek-offset-after-sleep",
              AfterSleep.class,
              "Where does a peek of a stream that slept with SO_PEEK_OFF go on?")
          .from("3.4", AfterSleep.OFFSET, RUN, "run on 3.19.8")
          .from(
              "4.4",
              AfterSleep.LEFTOVER,
              RUN,
              "run on 4.4.178, 4.9.154, 4.10.17, 5.10, 6.1, 6.12.43, 6.12.57")
          .from(
              "6.18",
              AfterSleep.OFFSET,
              RUN,
              "7bf3a476ce43 \"af_unix: Read sk_peek_offset() again after sleeping in"
                  + " unix_stream_read_generic()\"; run on 6.12.69, 6.18.44, 7.2, 7.3")
          .backported("6.12.69")
          .inGvisor(GVISOR, AfterSleep.OFFSET)
          .decidedIn("net/unix/af_unix.c, unix_stream_read_generic")
          .toldApartBy("traces/eras/unix-peek-offset-after-sleep.trace");

  public static final Rule<Urgent> URGENT =
      Rule.named("unix.urgent", Urgent.class, "What is MSG_OOB on a UNIX stream?")
          .from("2.6.11", Urgent.ABSENT, RUN, "run on 2.6.24 to 5.10")
          .from(
              "5.15",
              Urgent.ASIDE,
              RUN,
              "314001f0bf92 \"af_unix: Add OOB support\"; run on 6.1 to 7.3, not on 5.15 to 6.0")
          .inGvisor(GVISOR, Urgent.ABSENT)
          .decidedIn("net/unix/af_unix.c, queue_oob and unix_stream_recv_urg")
          .toldApartBy("traces/eras/unix-urgent.trace");

  public static final Rule<UrgentRead> URGENT_READ =
      Rule.named(
              "unix.urgent-read",
              UrgentRead.class,
              "What is left where an urgent byte of a UNIX stream was read?")
          .from("5.15", UrgentRead.BOUNDARY, RUN, "run on 6.1.176")
          .between("6.1", "6.12", UrgentRead.MARK, RUN, "run on 6.18.44; read in 6.12 to 6.15")
          .inGvisor(GVISOR, UrgentRead.MARK)
          .decidedIn("net/unix/af_unix.c, manage_oob and unix_ioctl")
          .toldApartBy("traces/eras/unix-urgent-read.trace");

  public static final Rule<UrgentReady> URGENT_READY =
      Rule.named(
              "unix.urgent-ready",
              UrgentReady.class,
              "Does poll show an urgent byte of a UNIX stream?")
          .from("5.15", UrgentReady.POLLIN, REMEMBERED, "before d9a232d435dc")
          .from("5.18", UrgentReady.POLLPRI, RUN, "d9a232d435dc; run on 6.1.176, 6.18.44")
          .inGvisor(GVISOR, UrgentReady.POLLIN)
          .decidedIn("net/unix/af_unix.c, unix_poll")
          .toldApartBy("traces/eras/unix-urgent-ready.trace");

  public static final Rule<MessageMark> MESSAGE_MARK =
      Rule.named(
              "unix.message-mark",
              MessageMark.class,
              "What is SIOCATMARK on UNIX sockets with messages?")
          .from("2.6.11", MessageMark.ABSENT, RUN, "run on 2.6.24 to 5.10")
          .from("5.15", MessageMark.ZERO, RUN, "run on 6.1.176; read in 6.12 to 6.15")
          .between(
              "6.12",
              "6.18",
              MessageMark.REFUSED,
              RUN,
              "run on 6.18.44 and 6.12.117, not on 6.12 before it")
          .backported("6.12.117")
          .inGvisor(GVISOR, MessageMark.ABSENT)
          .decidedIn("net/unix/af_unix.c, unix_ioctl")
          .toldApartBy("traces/eras/unix-message-mark.trace");

  public static final Rule<MsgTrunc> MSG_TRUNC =
      Rule.named(
              "unix.msg-trunc",
              MsgTrunc.class,
              "What does MSG_TRUNC do in the flags of a receive call on UNIX messages?")
          .from("2.6.11", MsgTrunc.IGNORED, RUN, "run on 2.6.24, 2.6.32.67")
          .between("2.6.32", "3.4", MsgTrunc.WHOLE_LENGTH, RUN, "run on 3.19.8 to 7.3")
          .inGvisor(GVISOR, MsgTrunc.WHOLE_LENGTH)
          .decidedIn("net/unix/af_unix.c, __unix_dgram_recvmsg")
          .toldApartBy("traces/eras/unix-msg-trunc.trace");

  public static final Rule<SecondPeek> SECOND_PEEK =
      Rule.named(
              "unix.second-peek-of-empty",
              SecondPeek.class,
              "Does a second peek, without SO_PEEK_OFF, show an empty message again?")
          .from("2.6.11", SecondPeek.SHOWS_IT, RUN, "run on 2.6.24, 2.6.32.67")
          .between("2.6.32", "3.4", SecondPeek.SKIPS_IT, RUN, "run on 3.19.8, 4.4, 4.9, 4.10")
          .between("4.10", "4.13", SecondPeek.SHOWS_IT, RUN, "run on 5.10 to 7.3")
          .inGvisor(GVISOR, SecondPeek.SHOWS_IT)
          .decidedIn("net/core/datagram.c, __skb_try_recv_from_queue")
          .toldApartBy("traces/eras/unix-second-peek-of-empty.trace");

  public static final Rule<NoRoom> NO_ROOM =
      Rule.named(
              "unix.no-room",
              NoRoom.class,
              "What does a receive call without room return on a UNIX stream with data?")
          .from("2.6.11", NoRoom.EOPNOTSUPP, RUN, "run on 2.6.24, 2.6.32.67")
          .between("2.6.32", "3.19", NoRoom.ZERO, RUN, "run on 3.19.8 to 7.3")
          .inGvisor(GVISOR, NoRoom.ZERO)
          .decidedIn("net/unix/af_unix.c, unix_stream_read_generic; before 4.2 unix_stream_recvmsg")
          .toldApartBy("traces/eras/unix-no-room.trace");

  public static final Rule<FullPeer> FULL_PEER =
      Rule.named(
              "unix.full-peer",
              FullPeer.class,
              "Is a UNIX datagram socket whose peer's queue is full writable?")
          .from("2.6.11", FullPeer.WRITABLE, RUN, "run on 2.6.24")
          .between("2.6.24", "2.6.32", FullPeer.NOT_WRITABLE, RUN, "run on 2.6.32.67 to 7.3")
          .inGvisor(GVISOR, FullPeer.NOT_WRITABLE)
          .decidedIn("net/unix/af_unix.c, unix_dgram_poll")
          .toldApartBy("traces/eras/unix-full-peer.trace");

  public static final Rule<Listener> LISTENER =
      Rule.named("unix.listener", Listener.class, "Does poll show a UNIX listener as writable?")
          .from("2.6.11", Listener.WRITABLE, RUN, "run on 2.6.24, 2.6.32.67, 3.19.8")
          .between("3.19", "4.4", Listener.NOT_WRITABLE, RUN, "run on 4.4.178 to 7.3")
          .inGvisor(GVISOR, Listener.NOT_WRITABLE)
          .decidedIn("net/unix/af_unix.c, unix_writable")
          .toldApartBy("traces/eras/unix-listener.trace");

  public static final Rule<MessageSleepers> MESSAGE_SLEEPERS =
      Rule.named(
              "unix.message-sleepers",
              MessageSleepers.class,
              "Where do receivers of UNIX messages wait?")
          .from(
              "2.6.11",
              MessageSleepers.BEHIND_A_LOCK,
              RUN,
              "run on 2.6.24, 2.6.32.67, 3.19.8, 4.4.178")
          .between("4.4", "4.9", MessageSleepers.IN_LINE, RUN, "run on 4.9.154 to 7.3")
          .inGvisor(GVISOR, MessageSleepers.IN_LINE)
          .decidedIn("net/unix/af_unix.c, __unix_dgram_recvmsg")
          .toldApartBy("traces/eras/unix-message-sleepers.trace");

  public static final Rule<Time> TIME =
      Rule.named("unix.time", Time.class, "Does SO_TIMESTAMP bring the time of a UNIX message?")
          .from("2.6.11", Time.NOT_TOLD, RUN, "run on 2.6.24, 2.6.32.67")
          .between("2.6.32", "3.19", Time.TOLD, RUN, "run on 3.19.8 to 7.3")
          .inGvisor(GVISOR, Time.NOT_TOLD)
          .decidedIn("net/unix/af_unix.c, __unix_dgram_recvmsg")
          .toldApartBy("traces/eras/unix-time.trace");

  private UnixRules() {}
}
