------------------------------ MODULE BftBcTrace ------------------------------
(* Whether runs of the simulator are behaviours of BftBc: of each, the first step that is none is *)
(* a deadlock here. The module BftBcRuns, written by the test, has them: what correct replicas    *)
(* attested and installed and what correct clients asked for, each as it happened.                *)
(*                                                                                                *)
(* MORE THAN BftBc. A replica may be shown any write that completed, at any time (Learn): BftBc    *)
(* does that where P3 needs it, and with the newest one. A faulty client may have ten values.     *)
(*                                                                                                *)
(* NOT COVERED. Runs have one write for each correct client, no crashes of replicas and no        *)
(* removals. What is not in the variables of BftBc: replies, reads but for their write-backs,     *)
(* values, certificates as such.                                                                  *)
EXTENDS BftBc, BftBcRuns, Sequences

VARIABLES
  run,          \* which one
  taken         \* how many of its steps

Steps == Runs[run]

Learn(r, t) ==
  /\ t > writeTs[r]
  /\ t \in {TsOf(v) : v \in Written}
  /\ writeTs' = [writeTs EXCEPT ![r] = t]
  /\ UNCHANGED <<prepared, current, decided, removed, before>>

Attests(r, v) ==
  /\ prepared' = [prepared EXCEPT ![r] = @ \cup {v}]
  /\ UNCHANGED writeTs

Happens(step) ==
  CASE step.did = "learn" -> Learn(step.by, step.what)
    [] step.did = "prepare" ->
         Prepare(step.by, Client(TsOf(step.what))) /\ Attests(step.by, step.what)
    [] step.did = "grant" ->
         ReadTsPrep(step.by, Client(TsOf(step.what))) /\ Attests(step.by, step.what)
    [] step.did = "write" ->
         Write(step.by) /\ current' = [current EXCEPT ![step.by] = step.what]
    [] step.did = "decide" ->
         Decide(step.by) /\ decided' = [decided EXCEPT ![step.by] = step.what]

TraceInit ==
  /\ Init
  /\ run \in 1 .. Len(Runs)
  /\ taken = 0

TraceNext ==
  \/ /\ taken < Len(Steps)
     /\ Happens(Steps[taken + 1])
     /\ taken' = taken + 1
     /\ UNCHANGED run
  \/ /\ taken = Len(Steps)
     /\ UNCHANGED <<vars, run, taken>>

TraceSpec == TraceInit /\ [][TraceNext]_<<vars, run, taken>>
==============================================================================
