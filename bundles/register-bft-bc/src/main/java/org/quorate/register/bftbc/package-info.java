/**
 * BFT-BC (Liskov and Rodrigues, "Tolerating Byzantine Faulty Clients in a Quorum System", ICDCS
 * 2006) in its base, optimised and strong modes. {@code PROTOCOL.md} has the message chart.
 */
@NullMarked
package org.quorate.register.bftbc;

import org.jspecify.annotations.NullMarked;
