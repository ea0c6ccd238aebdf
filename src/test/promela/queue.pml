/* SPDX-License-Identifier: Apache-2.0
 *
 * A datagram receive queue as the model has it where charges are returned at once and the queue is one
 * piece: receivers that each look at the head and then take it, some times over, and a sender. Written
 * from what recv(2) says, not from the Java code: the check beside it compares the sizes of the two.
 *
 * RECEIVERS, ROUNDS and DATAGRAMS come from the command line. Every call is one step.
 */
#define NOT_YET 0
#define EAGAIN 255

#define CALLS (2 * ROUNDS)

chan queue = [DATAGRAMS] of { byte };
byte result[RECEIVERS * CALLS];

active [RECEIVERS] proctype receiver()
{
	byte done = 0;

end:
	do
	:: d_step {
		done < CALLS ->
		if
		:: empty(queue) ->
			result[_pid * CALLS + done] = EAGAIN
		:: nempty(queue) && done % 2 == 0 ->
			queue ? <result[_pid * CALLS + done]>
		:: nempty(queue) && done % 2 == 1 ->
			queue ? result[_pid * CALLS + done]
		fi;
		done++
	   }
	od
}

active proctype sender()
{
	byte sent = 0;

end:
	do
	:: d_step {
		sent < DATAGRAMS ->
		sent++;
		queue ! sent
	   }
	od
}
