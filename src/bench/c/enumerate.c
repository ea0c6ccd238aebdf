// SPDX-License-Identifier: Apache-2.0
//
// The limit for the explorer: visits every state of receivers that look and take and of one sender, in C, with
// the same hash table and the same order of visits, and prints how many states it visits in a second of CPU.
//
//     cc -O2 -o enumerate enumerate.c && ./enumerate RECEIVERS ROUNDS DATAGRAMS [REPETITIONS]
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WORDS = 4, MOST_CALLS = 24, EAGAIN_RESULT = 255 };

// Receivers' results first, then how many datagrams were sent and how many taken.
struct state {
  uint64_t words[WORDS];
};

static struct state *states;
static uint32_t *slots;
static uint32_t size, capacity, mask;

static uint8_t *bytes(struct state *state) { return (uint8_t *)state->words; }

static uint32_t hash(const struct state *state) {
  uint64_t h = 0;
  for (int i = 0; i < WORDS; i++) {
    h = (h ^ state->words[i]) * 0x9e3779b97f4a7c15u;
    h ^= h >> 32;
  }
  return (uint32_t)(h ^ h >> 17);
}

static void rehash(void) {
  mask = 2 * (mask + 1) - 1;
  slots = realloc(slots, (mask + 1) * sizeof *slots);
  memset(slots, 0xff, (mask + 1) * sizeof *slots);
  for (uint32_t i = 0; i < size; i++) {
    uint32_t at = hash(&states[i]) & mask;
    while (slots[at] != UINT32_MAX) at = (at + 1) & mask;
    slots[at] = i;
  }
}

static void visit(const struct state *state) {
  uint32_t at = hash(state) & mask;
  while (slots[at] != UINT32_MAX) {
    if (memcmp(&states[slots[at]], state, sizeof *state) == 0) return;
    at = (at + 1) & mask;
  }
  if (size == capacity) states = realloc(states, (capacity *= 2) * sizeof *states);
  slots[at] = size;
  states[size++] = *state;
  if (2 * size > mask) rehash();
}

int main(int argc, char **argv) {
  int receivers = argc > 1 ? atoi(argv[1]) : 3, rounds = argc > 2 ? atoi(argv[2]) : 2;
  int datagrams = argc > 3 ? atoi(argv[3]) : 4, repetitions = argc > 4 ? atoi(argv[4]) : 5;
  int calls = 2 * rounds, sent = receivers * calls, taken = sent + 1;
  uint64_t transitions = 0, visited = 0;
  if (sent > MOST_CALLS || datagrams > 200) return 2;
  clock_t start = clock();
  for (int repetition = 0; repetition < repetitions; repetition++) {
    struct state first = {{0}};
    size = 0, capacity = 1024, mask = 1023, transitions = 0;
    states = realloc(states, capacity * sizeof *states);
    slots = realloc(slots, (mask + 1) * sizeof *slots);
    memset(slots, 0xff, (mask + 1) * sizeof *slots);
    visit(&first);
    for (uint32_t i = 0; i < size; i++) {
      for (int receiver = 0; receiver < receivers; receiver++) {
        struct state next = states[i];
        uint8_t *b = bytes(&next);
        int call = 0;
        while (call < calls && b[receiver * calls + call] != 0) call++;
        if (call == calls) continue;
        uint8_t *result = &b[receiver * calls + call];
        *result = b[sent] == b[taken] ? EAGAIN_RESULT : b[taken] + 1;
        if (*result != EAGAIN_RESULT && call % 2 == 1) b[taken]++;
        transitions++;
        visit(&next);
      }
      struct state next = states[i];
      if (bytes(&next)[sent] < datagrams) {
        bytes(&next)[sent]++;
        transitions++;
        visit(&next);
      }
    }
    visited += size;
  }
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  printf("%u states, %llu transitions, %.0f states/s CPU\n", size, (unsigned long long)transitions,
         (double)visited / seconds);
  return 0;
}
