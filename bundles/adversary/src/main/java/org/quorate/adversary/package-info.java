/**
 * The liars: ways for replicas to lie and for clients to cheat, as parts like any other. They bend
 * honest machines, so they work with every protocol.
 */
@NullMarked
package org.quorate.adversary;

import org.jspecify.annotations.NullMarked;
