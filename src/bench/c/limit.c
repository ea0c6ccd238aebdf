// SPDX-License-Identifier: Apache-2.0
/*
 * The limit: what a small UDP trace costs if nothing but its system calls is done.
 *
 * Each thread enters a network namespace of its own, raises lo, opens /proc/thread-self/net/snmp once, and
 * then makes, trace after trace, the calls of
 *
 *     rx = socket(AF_INET, SOCK_DGRAM, 0)          tx = socket(AF_INET, SOCK_DGRAM, 0)
 *     bind(rx, 127.0.0.1:9000)                     connect(tx, rx)
 *     send(tx, "hello", 0)                         recv(rx, 64, MSG_PEEK)
 *     recv(rx, 64, 0)                              recv(rx, 64, MSG_DONTWAIT) = EAGAIN
 *     close(rx)                                    close(tx)
 *
 * with one reading of the counters before the first call and one after each, as sockdiff does; and checks
 * what they return. The Java side adds the three getsockname calls with which it learns addresses.
 *
 *     cc -O2 -pthread -o limit limit.c && ./limit [-n TRACES] [-t THREADS] [-q] [-a]
 *
 *     -n  traces per thread, 20000     -t  threads, 1     -q  without reading counters
 *     -a  with the three getsockname calls
 *
 * Needs root, or: unshare --user --map-root-user --net ./limit
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static long traces = 20000;
static int threads = 1;
static int reads = 1;
static int addresses;

struct result {
  double wall_us;
  double cpu_us;
};

static void die(const char *what) {
  perror(what);
  exit(3);
}

static void expect(int holds, const char *what) {
  if (!holds) {
    fprintf(stderr, "not as expected: %s (errno %d)\n", what, errno);
    exit(1);
  }
}

static double now_us(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static void enter_namespace(void) {
  if (unshare(CLONE_NEWNET) != 0) die("unshare(CLONE_NEWNET)");
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  struct ifreq lo = {.ifr_name = "lo"};
  if (ioctl(fd, SIOCGIFFLAGS, &lo) != 0) die("SIOCGIFFLAGS");
  lo.ifr_flags |= IFF_UP;
  if (ioctl(fd, SIOCSIFFLAGS, &lo) != 0) die("SIOCSIFFLAGS");
  close(fd);
}

static __thread int counters_fd;
static __thread long in_datagrams, out_datagrams;

/* Reads the file and the first and fourth number of its second line that begins with "Udp: ". */
static void read_counters(void) {
  static __thread char text[8192];
  if (!reads) return;
  ssize_t n = pread(counters_fd, text, sizeof text - 1, 0);
  expect(n > 0, "pread of snmp");
  text[n] = 0;
  char *names = strstr(text, "\nUdp: ");
  char *numbers = names ? strstr(names + 1, "\nUdp: ") : NULL;
  expect(numbers != NULL, "a line Udp:");
  char *end;
  in_datagrams = strtol(numbers + 6, &end, 10);
  strtol(end, &end, 10);
  strtol(end, &end, 10);
  out_datagrams = strtol(end, &end, 10);
}

static void ask_address(int fd) {
  struct sockaddr_in own;
  socklen_t size = sizeof own;
  if (addresses) expect(getsockname(fd, (struct sockaddr *)&own, &size) == 0, "getsockname");
}

static void trace(const struct sockaddr_in *where) {
  char buffer[64];
  read_counters();
  long before = in_datagrams;
  int rx = socket(AF_INET, SOCK_DGRAM, 0);
  expect(rx >= 0, "socket");
  read_counters();
  expect(bind(rx, (const struct sockaddr *)where, sizeof *where) == 0, "bind");
  ask_address(rx);
  read_counters();
  int tx = socket(AF_INET, SOCK_DGRAM, 0);
  expect(tx >= 0, "socket");
  read_counters();
  ask_address(rx);
  expect(connect(tx, (const struct sockaddr *)where, sizeof *where) == 0, "connect");
  ask_address(tx);
  read_counters();
  expect(send(tx, "hello", 5, 0) == 5, "send");
  read_counters();
  expect(recv(rx, buffer, sizeof buffer, MSG_PEEK) == 5, "recv MSG_PEEK");
  read_counters();
  expect(!reads || in_datagrams == before, "a peek does not count");
  expect(recv(rx, buffer, sizeof buffer, 0) == 5, "recv");
  read_counters();
  expect(!reads || in_datagrams == before + 1, "a read counts");
  expect(recv(rx, buffer, sizeof buffer, MSG_DONTWAIT) == -1 && errno == EAGAIN, "EAGAIN");
  read_counters();
  close(rx);
  read_counters();
  close(tx);
  read_counters();
}

static pthread_barrier_t start;

static void *run(void *out) {
  struct result *result = out;
  struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons(9000)};
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  enter_namespace();
  counters_fd = open("/proc/thread-self/net/snmp", O_RDONLY | O_CLOEXEC);
  if (counters_fd < 0) die("/proc/thread-self/net/snmp");
  for (int i = 0; i < 200; i++) trace(&where);
  pthread_barrier_wait(&start);
  double wall = now_us(CLOCK_MONOTONIC), cpu = now_us(CLOCK_THREAD_CPUTIME_ID);
  for (long i = 0; i < traces; i++) trace(&where);
  result->wall_us = now_us(CLOCK_MONOTONIC) - wall;
  result->cpu_us = now_us(CLOCK_THREAD_CPUTIME_ID) - cpu;
  return NULL;
}

int main(int argc, char **argv) {
  for (int option; (option = getopt(argc, argv, "n:t:qa")) != -1;) {
    switch (option) {
      case 'n': traces = atol(optarg); break;
      case 't': threads = atoi(optarg); break;
      case 'q': reads = 0; break;
      case 'a': addresses = 1; break;
      default: return 2;
    }
  }
  if (traces < 1 || threads < 1 || threads > 64) return 2;
  pthread_t ids[64];
  struct result results[64];
  pthread_barrier_init(&start, NULL, threads);
  for (int i = 0; i < threads; i++) {
    if (pthread_create(&ids[i], NULL, run, &results[i]) != 0) die("pthread_create");
  }
  double longest = 0, cpu = 0;
  for (int i = 0; i < threads; i++) {
    pthread_join(ids[i], NULL);
    if (results[i].wall_us > longest) longest = results[i].wall_us;
    cpu += results[i].cpu_us;
  }
  double total = (double)traces * threads;
  printf("%d threads, %s counters%s: %.2f us CPU and %.2f us wall a trace, %.0f traces/s\n", threads,
         reads ? "with" : "without", addresses ? ", with addresses" : "", cpu / total, longest / total,
         total / longest * 1e6);
  return 0;
}
