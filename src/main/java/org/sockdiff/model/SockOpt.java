// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * The socket options that the model knows; their levels, numbers and types stand in op.SockOpts.
 */
public enum SockOpt {
  SO_ERROR,
  SO_RCVBUF,
  SO_SNDBUF,
  SO_RCVTIMEO,
  SO_SNDTIMEO,
  SO_REUSEADDR,
  SO_BROADCAST,
  SO_TYPE,
  SO_DOMAIN,
  SO_PROTOCOL,
  SO_ACCEPTCONN,
  SO_PEEK_OFF,
  SO_RCVLOWAT,
  SO_OOBINLINE,
  SO_TIMESTAMP,
  SO_TIMESTAMPNS,
  SO_RXQ_OVFL,
  IP_TOS,
  IP_TTL,
  IP_PKTINFO,
  IP_RECVERR,
  IP_RECVTTL,
  IP_RECVTOS,
  IPV6_UNICAST_HOPS,
  IPV6_RECVERR,
  IPV6_V6ONLY,
  IPV6_RECVPKTINFO,
  IPV6_RECVHOPLIMIT,
  IPV6_RECVTCLASS,
  IPV6_TCLASS
}
