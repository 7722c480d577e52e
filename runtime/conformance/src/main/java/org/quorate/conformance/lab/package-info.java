/**
 * A small laboratory: the pure machines of a protocol, driven in one thread, from one seed, under a
 * virtual clock, with a faulty network, crashes, liars and cheats, and with symbolic cryptography
 * that nobody can forge and that costs next to nothing.
 */
@NullMarked
package org.quorate.conformance.lab;

import org.jspecify.annotations.NullMarked;
