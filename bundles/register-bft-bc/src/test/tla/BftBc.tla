-------------------------------- MODULE BftBc --------------------------------
(* BFT-BC, one register, in the base, the optimised and the strong mode: what replicas do, and    *)
(* what an adversary can make of it who owns some replicas, some clients and the network. The     *)
(* rules are those of PROTOCOL.md, by the same names.                                             *)
(*                                                                                                *)
(* COVERED. The replica's P1 to P4, READ-TS-PREP and WRITE, the client's C1 and J1, with replicas *)
(* that lag behind each other in any way. Requests may be lost, repeated and late: what could be  *)
(* asked once may be asked at any later time, or never. A correct client may crash anywhere and   *)
(* ask again. The adversary attests anything at its replicas and knows every attestation, so a    *)
(* certificate is no object here: it is there once so many correct replicas have attested that    *)
(* the liars can add the rest. The adversary shows it to whom it likes, installs what can be      *)
(* installed, signs anything for its clients and nothing for others.                              *)
(*                                                                                                *)
(* BOUNDS. n = 4, f = 1 (or as a .cfg file says). Counters up to CounterMax, above which the      *)
(* register takes no more prepares, as a real one does at its limit. One write for each correct   *)
(* client. Distinct states, replicas being interchangeable: Base.cfg 24,324, Strong 24,023,       *)
(* Optimised 120,078, Equivocation 3,159, TwoLists 27,887, Colluders 40,821, Removal 7,335,       *)
(* FiveReplicas 76,642, TwoWriters 146,431, Mixed 189,167, QuorumOfFive 21,474.                   *)
(*                                                                                                *)
(* MORE THAN REAL, which hides nothing. A correct client builds on any version that can be shown  *)
(* to it, and not just on the newest that a quorum shows. Its value is known before it is         *)
(* written. Nobody is asked whether he may write back.                                            *)
(*                                                                                                *)
(* LESS THAN REAL, without loss. (a) Whoever holds a version or a larger one attests WRITTEN for  *)
(* the asking, and goes on doing so (I4): so write certificates follow from `current`. (b) W      *)
(* rides on a request, is the newest there is, and comes only where P3 needs it: an older or an   *)
(* earlier one would close no more entries, and would leave I3 a larger `Shown`. (c) A list's     *)
(* entry is the client's largest attested version, because entries are replaced by larger ones    *)
(* only. (d) A faulty client has at most two values at a timestamp, the first to be attested      *)
(* called 0 and the second 1: values are compared at one timestamp only.                          *)
(*                                                                                                *)
(* NOT COVERED. Progress, but for NeverBlocked. Reads: they change nothing except by write-backs, *)
(* which are WRITEs. Real-time order, which rests on quorums that meet and on I4. Crashes of      *)
(* replicas (I5: what is recorded and what is attested are one variable). Changes of epochs and   *)
(* keys, lost journals, cryptography, encodings.                                                  *)
EXTENDS Naturals, FiniteSets, TLC

CONSTANTS
  Correct,      \* the correct replicas
  Liars,        \* how many others there are, all of them the adversary's
  Honest,       \* the correct clients; clients are digits from 1 on
  Faulty,       \* the adversary's clients
  Values,       \* how many values a faulty client has for each timestamp: 1 or 2
  Paths,        \* the paths by which faulty clients prepare
  CounterMax,
  Mode,         \* "base", "optimised" or "strong"
  Knowing,      \* how many correct replicas must know that the faulty clients are removed before
                \* that counts as done; 0: they are not removed
  LeftOut       \* the rule that is left out, to see that this is noticed; or "nothing"

VARIABLES
  prepared,     \* for each correct replica the versions that it attested as PREPARED
  current,      \* for each the version that it holds
  writeTs,      \* for each the newest write that it was shown to have completed
  decided,      \* for each correct client the timestamp for which it signed PREPARE or consent
  removed,      \* the correct replicas that know of the removal
  before        \* the newest completed write when the removal was done

vars == <<prepared, current, writeTs, decided, removed, before>>

------------------------------------------------------------------------------
(* Timestamps are numbers of three digits: counter, client, path; so 121 is client 2's base  *)
(* timestamp of counter 1. Versions have a fourth, the value. Both are ordered as numbers.   *)

Optimistic == 0
Base == 1
Ts(counter, client, path) == 100 * counter + 10 * client + path
Counter(t) == t \div 100
Client(t) == (t \div 10) % 10
Path(t) == t % 10
None == Ts(0, 0, Base)

Version(t, value) == 10 * t + value
TsOf(v) == v \div 10
Value(v) == v % 10
Genesis == Version(None, 0)

Clients == Honest \cup Faulty
ValuesOf(c) == IF c \in Faulty THEN 0 .. Values - 1 ELSE {0}
Timestamps == {Ts(k, c, p) : k \in 1 .. CounterMax, c \in Clients, p \in {Optimistic, Base}}
Versions == {Version(t, x) : t \in Timestamps, x \in {0, 1}}
Max(S) == CHOOSE x \in S : \A y \in S : y <= x

------------------------------------------------------------------------------
(* Certificates: what could be formed with the help of the liars. *)

Faults == 1
Quorum == ((Cardinality(Correct) + Liars + Faults) \div 2) + 1
IsQuorum(S) == Cardinality(S) + Liars >= Quorum

Known == UNION {prepared[r] : r \in Correct}
Certified == {v \in Known : IsQuorum({r \in Correct : v \in prepared[r]})}

\* C1: an optimistic version counts only with its author's consent.
Consented(v) ==
  \/ Path(TsOf(v)) = Base
  \/ Client(TsOf(v)) \in Faulty
  \/ decided[Client(TsOf(v))] = TsOf(v)
  \/ LeftOut = "C1"

Installable == {v \in Certified : Consented(v)}
Written == {Genesis} \cup {v \in Installable : IsQuorum({r \in Correct : current[r] >= v})}
Newest == TsOf(Max(Written))

------------------------------------------------------------------------------
(* Replicas *)

\* What replica r has recorded in the list that v would go to, other than v.
Entries(r, v) ==
  {e \in prepared[r] :
    /\ e # v
    /\ Client(TsOf(e)) = Client(TsOf(v))
    /\ Path(TsOf(e)) = Path(TsOf(v)) \/ LeftOut = "a list for each path"}

P3(r, v, shown) ==
  \A e \in Entries(r, v) :
    LET closed == TsOf(e) <= shown
        larger == TsOf(v) > TsOf(e)
    IN CASE LeftOut = "P3" -> TRUE
         [] LeftOut = "closed entries are kept" -> closed
         [] LeftOut = "open entries block" -> larger
         [] OTHER -> closed /\ larger

P4(r, v) == LeftOut = "P4" => TsOf(v) > writeTs[r]

Admits(r, v, shown) == P3(r, v, shown) /\ P4(r, v)

\* P2 to P5: the request comes without W, or where it must, with the newest.
Record(r, v) ==
  /\ v \notin prepared[r]
  /\ Value(v) = 1 => v - 1 \in Known
  /\ IF Admits(r, v, writeTs[r])
     THEN UNCHANGED writeTs
     ELSE /\ Newest > writeTs[r]
          /\ Admits(r, v, Newest)
          /\ writeTs' = [writeTs EXCEPT ![r] = Newest]
  /\ prepared' = [prepared EXCEPT ![r] = @ \cup {v}]
  /\ UNCHANGED <<current, decided, removed, before>>

MayPrepare(r, c, path) == c \in Faulty => r \notin removed /\ path \in Paths

\* The counters of what can be built upon.
Foundations ==
  {Counter(TsOf(p)) : p \in (IF Mode = "strong" THEN Written ELSE Installable \cup {Genesis})}

Prepare(r, c) ==
  /\ MayPrepare(r, c, Base)
  /\ \E k \in 1 .. CounterMax, x \in ValuesOf(c) :
       /\ c \in Honest => decided[c] = Ts(k, c, Base)
       /\ k - 1 \in Foundations \/ LeftOut = "P1"
       /\ Record(r, Version(Ts(k, c, Base), x))

ReadTsPrep(r, c) ==
  LET k == Counter(TsOf(current[r])) + 1 IN
  /\ Mode = "optimised"
  /\ k <= CounterMax
  /\ MayPrepare(r, c, Optimistic)
  /\ \E x \in ValuesOf(c) : Record(r, Version(Ts(k, c, Optimistic), x))

Write(r) ==
  \E v \in Installable :
    /\ v > current[r] \/ (v < current[r] /\ LeftOut = "WRITE")
    /\ current' = [current EXCEPT ![r] = v]
    /\ UNCHANGED <<prepared, writeTs, decided, removed, before>>

LearnRemoval(r) ==
  /\ Knowing > 0
  /\ r \notin removed
  /\ removed' = removed \cup {r}
  /\ before' = IF Cardinality(removed') = Knowing THEN Newest ELSE before
  /\ UNCHANGED <<prepared, current, writeTs, decided>>

------------------------------------------------------------------------------
(* Correct clients. What they ask is always under way; what they sign they sign once (J1). *)

Decide(c) ==
  /\ decided[c] = None \/ LeftOut = "J1"
  /\ \E t \in Timestamps :
       /\ Client(t) = c
       /\ \/ Path(t) = Base /\ Counter(t) - 1 \in Foundations
          \/ Path(t) = Optimistic /\ Version(t, 0) \in Certified
       /\ decided' = [decided EXCEPT ![c] = t]
  /\ UNCHANGED <<prepared, current, writeTs, removed, before>>

------------------------------------------------------------------------------

Init ==
  /\ prepared = [r \in Correct |-> {}]
  /\ current = [r \in Correct |-> Genesis]
  /\ writeTs = [r \in Correct |-> None]
  /\ decided = [c \in Honest |-> None]
  /\ removed = {}
  /\ before = None

Next ==
  \/ \E r \in Correct, c \in Clients : Prepare(r, c) \/ ReadTsPrep(r, c)
  \/ \E r \in Correct : Write(r) \/ LearnRemoval(r)
  \/ \E c \in Honest : Decide(c)

Spec == Init /\ [][Next]_vars

Symmetry == Permutations(Correct)

------------------------------------------------------------------------------
(* Invariants *)

TypeOK ==
  /\ prepared \in [Correct -> SUBSET Versions]
  /\ current \in [Correct -> Versions \cup {Genesis}]
  /\ writeTs \in [Correct -> Timestamps \cup {None}]
  /\ decided \in [Honest -> Timestamps \cup {None}]
  /\ removed \subseteq Correct
  /\ before \in Timestamps \cup {None}

I1 == \A v, w \in Certified : TsOf(v) = TsOf(w) => v = w

I2 ==
  LET counters == {Counter(TsOf(v)) : v \in Certified}
  IN \A k \in counters : k = 1 \/ k - 1 \in counters

Shown == Max({writeTs[r] : r \in Correct})

\* Above the newest completed write; and above the newest shown to a replica, which asks more.
I3 ==
  LET certified == Certified
      pairsAbove(t) == {TsOf(v) % 100 : v \in {w \in certified : TsOf(w) > t}}
      bound(t) == Counter(t) + (IF Mode = "strong" THEN 1 ELSE Cardinality(pairsAbove(t)))
  IN \A t \in {Newest} \cup (IF Mode = "strong" THEN {} ELSE {Shown}) :
       \A v \in certified : Counter(TsOf(v)) <= bound(t)

I4 == [][\A r \in Correct : current[r] <= current'[r]]_vars

I6 == \A c \in Honest : Cardinality({v \in Installable : Client(TsOf(v)) = c}) <= 1

Lists == IF Mode = "optimised" THEN 2 ELSE 1

\* No client has more than this many certifiable versions above the completed write t.
AtMostAbove(t, most, clients) ==
  LET above == {v \in Certified : TsOf(v) > t}
  IN \A c \in clients : Cardinality({v \in above : Client(TsOf(v)) = c}) <= most

\* What a client could leave behind if it were removed everywhere now.
HoardBound == AtMostAbove(Shown, Lists, Clients)

\* Not an invariant: the bound is reached.
HoardBelowBound == AtMostAbove(Shown, Lists - 1, Clients)

\* What a client has left behind since its removal was done.
IsRemoved == Knowing > 0 /\ Cardinality(removed) >= Knowing
LurkingBound == IsRemoved => AtMostAbove(before, Lists, Faulty)

\* The same if fewer know of the removal than all: as many for each correct replica that must.
LaggingLurkingBound == IsRemoved => AtMostAbove(before, Lists * Knowing, Faulty)

\* No correct replica ever refuses a correct client's PREPARE, whatever it learned.
NeverBlocked ==
  \A c \in Honest :
    decided[c] # None /\ Path(decided[c]) = Base
      => \A r \in Correct :
           LET v == Version(decided[c], 0) IN v \in prepared[r] \/ Admits(r, v, writeTs[r])
==============================================================================
