/*
 * The part that is the same in every exported file: makes each call, says in words what came of it, and
 * compares that with what is expected. Needs libc only. Prints KTAP, exits as a kernel selftest does.
 * With -v it prints what every call did.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#define FDS 256
#define ROOM (1 << 20)
#define NEVER_OPEN 0x3fffff00
#define FILL 0xa5

/* Not every file needs it. */
#define MAYBE static __attribute__((unused))

struct word {
	unsigned int value;
	const char *name;
};

/* @TABLES@ */

static int fd[FDS];
static int is_open[FDS];
static int loose[FDS];
static int loose_count;

/* The addresses that sockets were seen to have, the last one learned last. */
static struct known {
	int id;
	const char *name;
	struct sockaddr_storage address;
} known[FDS];
static int known_count;

static unsigned char in[ROOM];
MAYBE unsigned char out[ROOM];
MAYBE void *bad;
MAYBE struct sockaddr_storage addr, name;
MAYBE socklen_t addr_len;
MAYBE struct iovec iov[64];
MAYBE struct msghdr msg;

static long ret;
static int err;
static volatile sig_atomic_t late;
static char got[ROOM / 4];
static size_t got_len;
static int failed, verbose;
static const char *call;
static int line;
static long long before[sizeof(counters) / sizeof(counters[0])];

static void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	got_len += vsnprintf(got + got_len, sizeof(got) - got_len, format, args);
	va_end(args);
}

static void on_alarm(int signal)
{
	(void)signal;
	late = 1;
}

static void arm(int milliseconds)
{
	struct itimerval timer = { .it_value = { milliseconds / 1000, milliseconds % 1000 * 1000 } };

	late = 0;
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void disarm(void)
{
	int was = late;

	arm(0);
	late = was;
}

#define CALL(made) \
	do { \
		arm(DEADLINE); \
		errno = 0; \
		ret = (long)(made); \
		err = errno; \
		disarm(); \
	} while (0)

/* Addresses. */

MAYBE void inet(const char *host, int port)
{
	struct sockaddr_in *to = (struct sockaddr_in *)&addr;

	memset(&addr, 0, sizeof(addr));
	to->sin_family = AF_INET;
	to->sin_port = htons(port);
	inet_pton(AF_INET, host, &to->sin_addr);
	addr_len = sizeof(*to);
}

MAYBE void inet6(const char *host, int port)
{
	struct sockaddr_in6 *to = (struct sockaddr_in6 *)&addr;

	memset(&addr, 0, sizeof(addr));
	to->sin6_family = AF_INET6;
	to->sin6_port = htons(port);
	inet_pton(AF_INET6, host, &to->sin6_addr);
	addr_len = sizeof(*to);
}

MAYBE void raw(const char *bytes, int length)
{
	memset(&addr, 0, sizeof(addr));
	memcpy(&addr, bytes, length);
	addr_len = length;
}

MAYBE void own(int number)
{
	memset(&addr, 0, sizeof(addr));
	addr_len = sizeof(addr);
	if (getsockname(number, (struct sockaddr *)&addr, &addr_len) != 0)
		addr_len = 0;
}

static int port_of(const struct sockaddr_storage *a)
{
	if (a->ss_family == AF_INET)
		return ntohs(((const struct sockaddr_in *)a)->sin_port);
	if (a->ss_family == AF_INET6)
		return ntohs(((const struct sockaddr_in6 *)a)->sin6_port);
	return -1;
}

/* The host as IPv6, IPv4 as v4-mapped. */
static void host_of(const struct sockaddr_storage *a, unsigned char *host)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

	if (a->ss_family == AF_INET6) {
		memcpy(host, &((const struct sockaddr_in6 *)a)->sin6_addr, 16);
	} else {
		memcpy(host, mapped, 12);
		memcpy(host + 12, &((const struct sockaddr_in *)a)->sin_addr, 4);
	}
}

static int same(const struct sockaddr_storage *a, const struct sockaddr_storage *b)
{
	unsigned char one[16], other[16];

	if (a->ss_family != b->ss_family || port_of(a) != port_of(b))
		return 0;
	host_of(a, one);
	host_of(b, other);
	return memcmp(one, other, 16) == 0;
}

static int is_any(const struct sockaddr_storage *a)
{
	static const unsigned char any6[16];
	unsigned char host[16];

	if (a->ss_family == AF_INET)
		return ((const struct sockaddr_in *)a)->sin_addr.s_addr == 0;
	host_of(a, host);
	return memcmp(host, any6, 16) == 0;
}

/* How likely a datagram from an address comes from a socket that is bound to another. */
static int likeness(const struct sockaddr_storage *bound, const struct sockaddr_storage *seen)
{
	unsigned char one[16], other[16];

	if (same(bound, seen))
		return 3;
	if (is_any(bound))
		return bound->ss_family == seen->ss_family ? 2 : 1;
	host_of(bound, one);
	host_of(seen, other);
	return memcmp(one, other, 16) == 0 ? 2 : 0;
}

/* An address, with the name of a socket where it can be. */
static void say_address(const struct sockaddr_storage *a, long length)
{
	char host[INET6_ADDRSTRLEN];
	char port[128];
	int best = -1, rank = -1, i;

	if (length <= 0) {
		say("{}");
		return;
	}
	if (a->ss_family == AF_UNSPEC) {
		say("AF_UNSPEC");
		return;
	}
	if (a->ss_family != AF_INET && a->ss_family != AF_INET6) {
		say("an address of family %d", a->ss_family);
		return;
	}
	for (i = 0; i < known_count; i++) {
		if (port_of(&known[i].address) == port_of(a) && likeness(&known[i].address, a) >= rank) {
			rank = likeness(&known[i].address, a);
			best = i;
		}
	}
	if (rank == 3) {
		say("%s", known[best].name);
		return;
	}
	if (best >= 0)
		snprintf(port, sizeof(port), "%s", known[best].name);
	else
		snprintf(port, sizeof(port), "%d", port_of(a));
	if (a->ss_family == AF_INET) {
		inet_ntop(AF_INET, &((const struct sockaddr_in *)a)->sin_addr, host, sizeof(host));
		say("%s:%s", host, port);
	} else {
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)a)->sin6_addr, host, sizeof(host));
		say("[%s]:%s", host, port);
	}
}

MAYBE void learn(int id, const char *what)
{
	struct sockaddr_storage a;
	socklen_t length = sizeof(a);
	int i;

	if (!is_open[id])
		return;
	memset(&a, 0, sizeof(a));
	if (getsockname(fd[id], (struct sockaddr *)&a, &length) != 0 || port_of(&a) <= 0)
		return;
	for (i = 0; i < known_count; i++) {
		if (known[i].id == id) {
			memmove(known + i, known + i + 1, (known_count - i - 1) * sizeof(known[0]));
			known_count--;
			break;
		}
	}
	known[known_count].id = id;
	known[known_count].name = what;
	known[known_count++].address = a;
}

/* What a call returned. */

static const char *error_name(int number)
{
	static char unknown[32];
	size_t i;

	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if ((int)errors[i].value == number)
			return errors[i].name;
	snprintf(unknown, sizeof(unknown), "errno %d", number);
	return unknown;
}

static void say_flags(const struct word *words, size_t count, unsigned int bits)
{
	unsigned int rest = bits;
	const char *bar = "";
	size_t i;

	for (i = 0; i < count; i++) {
		if (bits & words[i].value) {
			say("%s%s", bar, words[i].name);
			bar = "|";
			rest &= ~words[i].value;
		}
	}
	if (rest != 0)
		say("%s0x%x", bar, rest);
	else if (bits == 0)
		say("0");
}

/* Whether the call returned; if not, says how it ended. */
static int ok(void)
{
	if (late && ret == -1 && err == EINTR) {
		say("blocks to the deadline");
		return 0;
	}
	if (late)
		say("blocks to the deadline; ");
	say("= ");
	if (ret == -1) {
		say("%s", error_name(err));
		return 0;
	}
	return 1;
}

MAYBE void value(void)
{
	say("%ld", ret);
}

static void keep(int id)
{
	if (id < 0) {
		loose[loose_count++] = ret;
	} else {
		fd[id] = ret;
		is_open[id] = 1;
	}
}

MAYBE void made(int id)
{
	keep(id);
	say("a descriptor");
}

MAYBE void closed(int id)
{
	if (ret == -1 && err == EBADF)
		return;
	fd[id] = NEVER_OPEN + id;
	is_open[id] = 0;
}

MAYBE void room(size_t length)
{
	memset(in, FILL, length);
	memset(&name, 0, sizeof(name));
}

static void say_bytes(const unsigned char *bytes, size_t length)
{
	size_t i;

	say("\"");
	for (i = 0; i < length; i++) {
		switch (bytes[i]) {
		case '"':
		case '\\':
			say("\\%c", bytes[i]);
			break;
		case '\n':
			say("\\n");
			break;
		case '\r':
			say("\\r");
			break;
		case '\t':
			say("\\t");
			break;
		default:
			if (bytes[i] >= 0x20 && bytes[i] < 0x7f)
				say("%c", bytes[i]);
			else
				say("\\x%02x", bytes[i]);
		}
	}
	say("\"");
}

/* What was put into a buffer of some length: as much as was returned, and what was written behind it. */
MAYBE void data(size_t length)
{
	size_t least = ret < (long)length ? (size_t)ret : length;
	size_t end = length;
	int32_t hash = 1;
	size_t i;

	while (end > least && in[end - 1] == FILL)
		end--;
	if ((size_t)ret != end)
		say("%ld ", ret);
	if (end <= 64) {
		say_bytes(in, end);
		return;
	}
	for (i = 0; i < end; i++)
		hash = (int32_t)((uint32_t)hash * 31 + (uint32_t)(int32_t)(int8_t)in[i]);
	say_bytes(in, 64);
	say(" ... (%zu bytes, %x)", end, (unsigned int)hash);
}

MAYBE void flags(unsigned int bits)
{
	if ((int)bits > 0) {
		say(" ");
		say_flags(message_flags, sizeof(message_flags) / sizeof(message_flags[0]), bits);
	}
}

MAYBE void from(long length)
{
	say(" from ");
	say_address(&name, length);
}

MAYBE void number(long long n)
{
	say("%lld", n);
}

MAYBE void error(int n)
{
	if (n == 0)
		say("0");
	else
		say("%s", error_name(n));
}

MAYBE void entry(const char *separator, const char *what, unsigned int events)
{
	say("%s%s: ", separator, what);
	say_flags(poll_flags, sizeof(poll_flags) / sizeof(poll_flags[0]), events);
}

/* Payloads. */

MAYBE void put(size_t at, const char *bytes, size_t length)
{
	memcpy(out + at, bytes, length);
}

MAYBE void rep(size_t at, int byte, size_t length)
{
	memset(out + at, byte, length);
}

/* Counters. */

static long long counter(const char *full)
{
	const char *dot = strchr(full, '.');
	size_t table = dot - full;
	char head[4096], values[4096], key[64];
	long long found = 0;
	FILE *file;

	if (strncmp(full, "Udp6", 4) == 0) {
		snprintf(key, sizeof(key), "%.*s%s", (int)table, full, dot + 1);
		file = fopen("/proc/self/net/snmp6", "r");
		while (file && fgets(head, sizeof(head), file)) {
			char *end = strpbrk(head, " \t");

			if (end && (size_t)(end - head) == strlen(key) && strncmp(head, key, end - head) == 0)
				found = strtoll(end, NULL, 10);
		}
	} else {
		file = fopen("/proc/self/net/snmp", "r");
		while (file && fgets(head, sizeof(head), file) && fgets(values, sizeof(values), file)) {
			char *h, *v, *rest_h = NULL, *rest_v = NULL;

			if (strncmp(head, full, table) != 0 || head[table] != ':')
				continue;
			h = strtok_r(head, " \n", &rest_h);
			v = strtok_r(values, " \n", &rest_v);
			while (h && v) {
				if (strcmp(h, dot + 1) == 0)
					found = strtoll(v, NULL, 10);
				h = strtok_r(NULL, " \n", &rest_h);
				v = strtok_r(NULL, " \n", &rest_v);
			}
		}
	}
	if (file)
		fclose(file);
	return found;
}

static void count(unsigned int tables, int tell)
{
	const char *separator = " ";
	int any = 0;
	size_t i;

	for (i = 0; i < sizeof(counters) / sizeof(counters[0]); i++) {
		long long now;

		if (!(tables & (1u << counters[i].value)))
			continue;
		now = counter(counters[i].name);
		if (tell && now != before[i]) {
			say("%s%s%s %s%lld", any ? "" : got_len ? "; {" : "{", separator, counters[i].name,
			    now > before[i] ? "+" : "", now - before[i]);
			separator = ", ";
			any = 1;
		}
		before[i] = now;
	}
	if (any)
		say(" }");
}

/* Steps and cases. */

static void step(int at, const char *text)
{
	line = at;
	call = text;
	got_len = 0;
	got[0] = 0;
}

static void expect(unsigned int tables, const char *wanted)
{
	count(tables, 1);
	if (verbose)
		printf("# line %d: %s -> %s\n", line, call, got);
	if (strcmp(got, wanted) != 0) {
		failed = 1;
		printf("# line %d: %s\n#   observed %s\n#   expected %s\n", line, call, got, wanted);
	}
}

static int can(int capability)
{
	char text[256];
	unsigned long long bits = 0;
	FILE *file = fopen("/proc/self/status", "r");

	while (file && fgets(text, sizeof(text), file))
		if (strncmp(text, "CapEff:", 7) == 0)
			bits = strtoull(text + 7, NULL, 16);
	if (file)
		fclose(file);
	return (bits >> capability) & 1;
}

static int has_ipv6(void)
{
	int s = socket(AF_INET6, SOCK_DGRAM, 0);

	if (s < 0)
		return 0;
	close(s);
	return 1;
}

/* A network namespace of its own, in which lo is up. */
static int isolate(void)
{
	struct ifreq request = { .ifr_name = "lo" };
	int s, up;

	if (unshare(CLONE_NEWNET) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
		return 0;
	s = socket(AF_INET, SOCK_DGRAM, 0);
	up = s >= 0 && ioctl(s, SIOCGIFFLAGS, &request) == 0;
	request.ifr_flags |= IFF_UP;
	up = up && ioctl(s, SIOCSIFFLAGS, &request) == 0;
	close(s);
	return up;
}

static void fresh(unsigned int tables)
{
	int i;

	for (i = 0; i < FDS; i++) {
		if (is_open[i])
			close(fd[i]);
		fd[i] = NEVER_OPEN + i;
	}
	while (loose_count > 0)
		close(loose[--loose_count]);
	memset(is_open, 0, sizeof(is_open));
	known_count = 0;
	failed = 0;
	count(tables, 0);
}

struct test {
	const char *name;
	void (*run)(void);
	unsigned int tables;
	int ipv6;
	const int *capabilities;
};

static const char *why_not(const struct test *test)
{
	const int *capability;

	if (!isolate())
		return "needs root, or unprivileged user namespaces";
	if (test->ipv6 && !has_ipv6())
		return "needs IPv6";
	for (capability = test->capabilities; *capability >= 0; capability++)
		if (!can(*capability))
			return "lacks a capability";
	return NULL;
}

static int run(const struct test *tests, int total, int argc, char **argv)
{
	struct sigaction action = { .sa_handler = on_alarm };
	int pass = 0, fail = 0, skip = 0, i;

	verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
	sigaction(SIGALRM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	bad = mmap(NULL, ROOM, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	printf("TAP version 13\n1..%d\n", total);
	for (i = 0; i < total; i++) {
		const char *reason;

		fresh(0);
		reason = why_not(&tests[i]);
		if (reason) {
			skip++;
			printf("ok %d %s # SKIP %s\n", i + 1, tests[i].name, reason);
			continue;
		}
		fresh(tests[i].tables);
		tests[i].run();
		pass += !failed;
		fail += failed;
		printf("%s %d %s\n", failed ? "not ok" : "ok", i + 1, tests[i].name);
		fflush(stdout);
	}
	printf("# Totals: pass:%d fail:%d xfail:0 xpass:0 skip:%d error:0\n", pass, fail, skip);
	return fail ? 1 : pass ? 0 : 4;
}
